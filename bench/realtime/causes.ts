import type { Api } from './api'
import { type Company, give, makeRole, type Person, take } from './people'
import { type Tallies, UPDATE_AND_END } from './tally'

interface Scene {
  api: Api
  /** The token of a superuser. */
  root: string
  company: Company
  /** Another company. */
  elsewhere: string
  people: Person[]
  /** The role that each of the people has. */
  everybodys: string
  /** A role that gives more, which nobody has. */
  extra: string
}

const FEW = ['VIEW_ROLES']
const MORE = ['VIEW_ROLES', 'VIEW_AUDIT_LOGS']
const GRANT_MS = 700

/** Every way in which rights change. */
export class Causes {
  private readonly admin: string

  constructor(
    private readonly scene: Scene,
    private readonly tallies: Tallies,
  ) {
    this.admin = scene.company.admin.token
  }

  async all(times: number) {
    const { people } = this.scene
    for (let time = 0; time < times; time++) {
      const person = people[time % people.length]!
      await this.assignAndRemove(person)
      await this.editRole(time)
      await this.expire(person)
      await this.move(person)
      await this.deleteRole()
    }
    const leaving = Math.min(times, Math.floor(people.length / 3))
    for (let time = 0; time < leaving; time++) {
      await this.deactivate(people[2 * time]!)
      await this.delete(people[2 * time + 1]!)
    }
    await this.deactivateCompany(people.slice(2 * leaving))
  }

  private async assignAndRemove(person: Person) {
    const { api, extra } = this.scene
    const concerns = [person]
    await this.tallies.change({ cause: 'role assigned', concerns }, () =>
      give(api, this.admin, person, extra),
    )
    await this.tallies.change({ cause: 'role removed', concerns }, () =>
      take(api, this.admin, person, extra),
    )
  }

  private async editRole(time: number) {
    const { people, everybodys } = this.scene
    const permissions = time % 2 === 0 ? MORE : FEW
    const cause = `role of all ${people.length} edited`
    await this.tallies.change({ cause, concerns: people }, () =>
      this.send('POST', `roles/${everybodys}/assign_permissions/`, this.admin, { permissions }),
    )
  }

  private async expire(person: Person) {
    const { api, extra } = this.scene
    const concerns = [person]
    let end = new Date()
    await this.tallies.change({ cause: 'role assigned until', concerns }, () => {
      end = new Date(Date.now() + GRANT_MS)
      return give(api, this.admin, person, extra, end)
    })
    await this.tallies.change(
      { cause: 'grant expired', concerns },
      async () =>
        // The same moment by the other clock, whose fractions the events are stamped with.
        performance.now() + (end.getTime() - Date.now()),
    )
  }

  private async move(person: Person) {
    const { api, root, company, elsewhere, everybodys } = this.scene
    const concerns = [person]
    for (const company_id of [elsewhere, company.id]) {
      await this.tallies.change({ cause: 'moved to another company', concerns }, () =>
        this.send('POST', `users/${person.id}/assign_company/`, root, { company_id }),
      )
    }
    await this.tallies.change({ cause: 'role assigned', concerns }, () =>
      give(api, this.admin, person, everybodys),
    )
  }

  private async deleteRole() {
    const { api, company } = this.scene
    const role = await makeRole(api, company, MORE)
    await this.tallies.change({ cause: 'role of nobody deleted', concerns: [] }, () =>
      this.send('DELETE', `roles/${role}/`, this.admin),
    )
  }

  private deactivate(person: Person) {
    const change = { cause: 'user deactivated', concerns: [person], events: UPDATE_AND_END }
    return this.tallies.change(change, () =>
      this.send('PATCH', `users/${person.id}/`, this.admin, { is_active: false }),
    )
  }

  private delete(person: Person) {
    const change = { cause: 'user deleted', concerns: [person], events: UPDATE_AND_END }
    return this.tallies.change(change, () => this.send('DELETE', `users/${person.id}/`, this.admin))
  }

  private deactivateCompany(left: Person[]) {
    const { root, company } = this.scene
    const concerns = [...left, company.admin]
    const change = { cause: 'company deactivated', concerns, events: UPDATE_AND_END }
    return this.tallies.change(change, () =>
      this.send('PATCH', `companies/${company.id}/`, root, { is_active: false }),
    )
  }

  private async send(
    method: 'POST' | 'PATCH' | 'DELETE',
    path: string,
    token: string,
    body?: object,
  ) {
    return (await this.scene.api.call(method, path, token, body)).at
  }
}
