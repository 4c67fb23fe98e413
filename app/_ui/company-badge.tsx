const HUES = 12

/** The same colour for the same company, wherever it is shown. */
const hueOf = (id: string) => Number.parseInt(id.slice(-4), 16) % HUES

/** The first letter of a company, in a colour of its own. */
export const CompanyBadge = ({ name, id }: { name: string; id: string }) => (
  <span aria-hidden="true" className="company-badge" data-hue={hueOf(id)}>
    {name.trim()[0]?.toUpperCase()}
  </span>
)
