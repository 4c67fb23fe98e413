import type { Permission } from '@/lib/permissions/catalog'

export const COMPANY_FIRST_WORDS = [
  ...['Alder', 'Amber', 'Baltic', 'Beacon', 'Birch', 'Blue', 'Bright', 'Cedar', 'Clear', 'Coral'],
  ...[
    'Crown',
    'Delta',
    'Eastern',
    'Elm',
    'Falcon',
    'First',
    'Garnet',
    'Granite',
    'Green',
    'Harbour',
  ],
  ...[
    'Hazel',
    'Heron',
    'Highland',
    'Iron',
    'Juniper',
    'Lake',
    'Linden',
    'Maple',
    'Meridian',
    'Mill',
  ],
  ...['North', 'Oak', 'Orion', 'Otter', 'Pioneer', 'Raven', 'River', 'Silver', 'Summit', 'Willow'],
]

export const COMPANY_SECOND_WORDS = [
  ...['Analytics', 'Bakery', 'Chemicals', 'Construction', 'Dairy', 'Electric', 'Engineering'],
  ...['Fashion', 'Fisheries', 'Furniture', 'Glass', 'Instruments', 'Insurance', 'Logistics'],
  ...['Machines', 'Medical', 'Mining', 'Optics', 'Paper', 'Printing', 'Shipping', 'Software'],
  ...['Textiles', 'Tools', 'Trading'],
]

export const FIRST_NAMES = [
  ...['Adam', 'Agnes', 'Aisha', 'Alina', 'Amira', 'Anders', 'Anna', 'Antonio', 'Ben', 'Bianca'],
  ...['Carla', 'Cem', 'Chidi', 'Clara', 'Daniel', 'Deniz', 'Dora', 'Elena', 'Emil', 'Emma'],
  ...['Fatima', 'Felix', 'Grace', 'Hana', 'Hugo', 'Ines', 'Ivan', 'Jana', 'José', 'Julia'],
  ...['Jürgen', 'Kenji', 'Lars', 'Leila', 'Lena', 'Liam', 'Łukasz', 'Maria', 'Mei', 'Milan'],
  ...['Nadia', 'Noah', 'Nora', 'Omar', 'Paula', 'Priya', 'Rosa', 'Søren', 'Tariq', 'Zoë'],
]

export const LAST_NAMES = [
  ...[
    'Adeyemi',
    'Ahmed',
    'Andersson',
    'Bauer',
    'Becker',
    'Berg',
    'Brown',
    'Castro',
    'Chen',
    'Costa',
  ],
  ...[
    'Demir',
    'Diaz',
    'Fischer',
    'Garcia',
    'Haddad',
    'Hansen',
    'Hoffmann',
    'Horvat',
    'Ito',
    'Jansen',
  ],
  ...[
    'Kaya',
    'Keller',
    'Khan',
    'Kim',
    'Kovács',
    'Kowalski',
    'Larsen',
    'Lindholm',
    'Lopez',
    'Marino',
  ],
  ...[
    'Martin',
    'Mensah',
    'Meyer',
    'Moreau',
    'Müller',
    'Nguyen',
    'Novak',
    'Núñez',
    "O'Brien",
    'Okafor',
  ],
  ...[
    'Olsen',
    'Park',
    'Patel',
    'Petrov',
    'Popescu',
    'Rossi',
    'Santos',
    'Schmidt',
    'Silva',
    'Singh',
  ],
  ...[
    'Smith',
    'Suzuki',
    'Tanaka',
    'Taylor',
    'Vargas',
    'Virtanen',
    'Wagner',
    'Walker',
    'Weber',
    'Wright',
  ],
]

interface RoleTemplate {
  name: string
  description: string
  codes: Permission[]
}

export const ROLE_TEMPLATES: RoleTemplate[] = [
  {
    name: 'Sales',
    description: 'Looks colleagues up',
    codes: ['VIEW_USERS'],
  },
  {
    name: 'Human Resources',
    description: 'Joiners, movers and leavers',
    codes: ['VIEW_COMPANIES', 'VIEW_USERS', 'CREATE_USER', 'UPDATE_USER', 'DELETE_USER'],
  },
  {
    name: 'Auditor',
    description: 'Reads everything and changes nothing',
    codes: ['VIEW_COMPANIES', 'VIEW_USERS', 'VIEW_ROLES', 'VIEW_PERMISSIONS', 'VIEW_AUDIT_LOGS'],
  },
  {
    name: 'Team Lead',
    description: 'Gives roles to the people of the team',
    codes: ['VIEW_USERS', 'VIEW_ROLES', 'ASSIGN_ROLES'],
  },
  {
    name: 'Service Desk',
    description: 'Unlocks people and helps them to sign in',
    codes: ['VIEW_USERS', 'UPDATE_USER', 'VIEW_ROLES'],
  },
  {
    name: 'Security Officer',
    description: 'Decides what each role may do',
    codes: [
      'VIEW_ROLES',
      'UPDATE_ROLE',
      'VIEW_PERMISSIONS',
      'ASSIGN_PERMISSIONS',
      'VIEW_AUDIT_LOGS',
    ],
  },
  {
    name: 'Office Manager',
    description: "Keeps the company's own data up to date",
    codes: ['VIEW_COMPANIES', 'UPDATE_COMPANY', 'VIEW_USERS'],
  },
  { name: 'Guest', description: 'May sign in and nothing more', codes: [] },
  {
    name: 'Role Designer',
    description: 'Prepares roles for others to fill',
    codes: ['VIEW_ROLES', 'CREATE_ROLE', 'UPDATE_ROLE', 'DELETE_ROLE', 'VIEW_PERMISSIONS'],
  },
  {
    name: 'Compliance',
    description: 'Follows who did what',
    codes: ['VIEW_AUDIT_LOGS', 'VIEW_USERS'],
  },
]

export const GRANT_REASONS = [
  ...['Joined the team', 'Stands in during the holidays', 'Promotion', 'Project until year end'],
  ...['Requested by the department', 'Yearly review'],
]

export const USER_AGENTS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15',
  'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
]
