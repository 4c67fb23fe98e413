import { makePerson } from '../people'
import { expect, sandbox, test } from './fixtures'
import {
  assign,
  endSessions,
  heading,
  isLive,
  passTimeUntil,
  remove,
  right,
  SIGNED_OUT,
  signIn,
} from './live-pages'

const company = sandbox()

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1280, 390]) {
    test(`looks right, ${colorScheme}, ${width} wide`, async ({ page, context }) => {
      const picture = (name: string) =>
        page.screenshot({ path: `.artifacts/screens/live-${name}-${colorScheme}-${width}.png` })
      const person = await makePerson(company.admin, ['VIEW_USERS', 'DELETE_USER'])
      await page.clock.install()
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width, height: 800 })
      await signIn(page, person)
      const role = await assign(company.admin, person, 'VIEW_AUDIT_LOGS')
      await remove(company.admin, person, person.role!)
      await expect(right(page, 'DELETE_USER')).toHaveCount(0)
      await picture('changed')
      await context.setOffline(true)
      await passTimeUntil(page, page.getByText('Reconnecting…'))
      await picture('reconnecting')
      await passTimeUntil(page, page.getByRole('button', { name: 'Refresh' }))
      await picture('offline')
      const [way, state] = await Promise.all([
        page.getByRole('navigation', { name: 'Breadcrumb' }).boundingBox(),
        page.getByText('Offline').first().boundingBox(),
      ])
      expect(way!.x + way!.width, 'the way ends before the state begins').toBeLessThan(state!.x)
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      )
      expect(overflow, 'nothing is wider than the screen').toBe(false)
      await context.setOffline(false)
      await isLive(page)
      await remove(company.admin, person, role)
      await endSessions(company.admin, person)
      await expect(heading(page)).toHaveText(SIGNED_OUT)
      await expect(page.getByRole('banner')).toHaveCount(0)
      await picture('signed-out')
    })
  }
}
