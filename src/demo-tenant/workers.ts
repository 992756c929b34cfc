/** The people of the demo tenant: 500 workers, always the same ones, and two supervisors to sign in as. */
import { departments, jobTitles, type NameGroup, nameGroups } from './names.ts';

/** A user as Graph has it, and what the demo needs to know besides. */
export interface Person {
  readonly id: string;
  readonly displayName: string;
  readonly givenName: string;
  readonly surname: string;
  readonly userPrincipalName: string;
  readonly employeeId: string;
  /** Those of `onPremisesExtensionAttributes` that are filled: the third has the number of the person's access card. */
  readonly extensionAttributes: Readonly<Record<string, string>>;
  readonly department: string;
  readonly jobTitle: string;
  readonly officeLocation: string;
  readonly accountEnabled: boolean;
  /** An administrator: nobody with a mere Authentication Administrator role may touch their methods. */
  readonly isPrivileged: boolean;
  readonly hasPhoto: boolean;
  /** What codes the person starts with. */
  readonly starts: 'no-method' | 'standard' | 'standard-never-used' | 'temporary-live' | 'temporary-expired';
}

/** The first is a fixture. */
const secondAdministrator = 250;

export const domain = 'plant7.daypass.example';
export const roles = {
  authenticationAdministrator: 'c4e39bd9-1100-46d3-8c65-fb160da0071f',
} as const;

export interface Supervisor {
  readonly key: 'authentication-administrator' | 'no-role';
  readonly id: string;
  readonly displayName: string;
  readonly userPrincipalName: string;
  readonly jobTitle: string;
  readonly roleTemplateIds: readonly string[];
  readonly isEnabled: boolean;
}

export const supervisors: readonly Supervisor[] = [
  {
    key: 'authentication-administrator',
    id: '5a5a5a5a-0000-4000-8000-000000000001',
    displayName: 'Sofia Marin',
    userPrincipalName: `sofia.marin@${domain}`,
    jobTitle: 'Shift supervisor, Authentication Administrator',
    roleTemplateIds: [roles.authenticationAdministrator],
    isEnabled: true,
  },
  {
    key: 'no-role',
    id: '5a5a5a5a-0000-4000-8000-000000000002',
    displayName: 'Tom Becker',
    userPrincipalName: `tom.becker@${domain}`,
    jobTitle: 'Shift supervisor, no administrator role',
    roleTemplateIds: [],
    isEnabled: true,
  },
];

function special(
  serial: number,
  given: string,
  family: string,
  ascii: string,
  known: Partial<Person>,
): Person {
  return {
    id: idOf(serial),
    displayName: `${given} ${family}`.trim(),
    givenName: given,
    surname: family,
    userPrincipalName: `${ascii}@${domain}`,
    employeeId: `E${10_000 + serial}`,
    extensionAttributes: { extensionAttribute3: cardNumberOf(serial) },
    department: 'Assembly',
    jobTitle: 'Operator',
    officeLocation: 'Hall 2',
    accountEnabled: true,
    isPrivileged: false,
    hasPhoto: false,
    starts: 'standard',
    ...known,
  };
}

/** People that tests and demos call by name. */
export const fixtures = {
  annaKowalska: special(1, 'Anna', 'Kowalska', 'anna.kowalska', { hasPhoto: true }),
  withTemporary: special(2, 'Marek', 'Nowak', 'marek.nowak', {
    starts: 'temporary-live',
    department: 'Logistics',
  }),
  withoutMethod: special(3, 'Ines', 'Duarte', 'ines.duarte', { starts: 'no-method' }),
  disabled: special(4, 'Paul', 'Gone', 'paul.gone', { accountEnabled: false }),
  administrator: special(5, 'Ada', 'Admin', 'ada.admin', {
    isPrivileged: true,
    jobTitle: 'IT administrator',
  }),
  arabicName: special(6, 'عبد الرحمن', 'الشريف', 'abdulrahman.alsharif', { department: 'Paint shop' }),
  chineseName: special(7, '小明', '张', 'xiaoming.zhang', { displayName: '张小明' }),
  veryLongName: special(
    8,
    'Wolfeschlegelsteinhausenbergerdorff Maximiliane-Theodora',
    'Freifrau von und zu Hohenzollern-Sigmaringen-Württemberg',
    'maximiliane.vonundzuhohenzollern',
    { starts: 'standard-never-used' },
  ),
  expiredTemporary: special(9, 'Eva', 'Lindqvist', 'eva.lindqvist', { starts: 'temporary-expired' }),
} as const;

/** A unit and a group that hold the first of the workers, and things that are no users. */
export const collections = {
  administrativeUnit: { id: 'da1a0000-0000-4000-8000-0000a0000001', workerCount: 60 },
  group: { id: 'da1a0000-0000-4000-8000-0000b0000001', workerCount: 30 },
} as const;

/** Deterministic: worker n of a seed is always the same person. The fixtures are there with every seed. */
export function makeWorkers(count: number, seed: number): readonly Person[] {
  const known = Object.values(fixtures);
  const others = Array.from({ length: Math.max(0, count - known.length) }, (_, n) =>
    worker(n + known.length + 1, seed),
  );
  return [...known, ...others];
}

function worker(serial: number, seed: number): Person {
  const names = pick(nameGroups, serial + seed);
  const round = Math.floor(serial / nameGroups.length);
  const [given, asciiGiven] = pick(names.given, round + seed);
  // Shifts once a round of given names, so no full name comes twice among the first 700.
  const [family, asciiFamily] = pick(names.family, round + Math.floor(round / names.given.length));
  const isPrivileged = serial === secondAdministrator;
  return special(serial, given, family, `${asciiGiven}.${asciiFamily}${serial}`, {
    displayName: fullName(names.order, given, family),
    department: pick(departments, serial * 3),
    jobTitle: isPrivileged ? 'IT administrator' : pick(jobTitles, serial * 5),
    officeLocation: `Hall ${1 + (serial % 5)}`,
    accountEnabled: serial % 97 !== 0,
    isPrivileged,
    hasPhoto: serial % 3 === 0,
    starts: startOf(serial),
  });
}

function fullName(order: NameGroup['order'], given: string, family: string): string {
  if (order === 'given family') return `${given} ${family}`;
  return order === 'family given' ? `${family} ${given}` : `${family}${given}`;
}

function startOf(serial: number): Person['starts'] {
  if (serial % 10 === 3) return 'no-method';
  if (serial % 17 === 0) return 'temporary-live';
  if (serial % 19 === 0) return 'temporary-expired';
  return serial % 6 === 0 ? 'standard-never-used' : 'standard';
}

function pick<T>(from: readonly T[], at: number): T {
  const found = from[at % from.length];
  if (found === undefined) throw new Error('an empty table');
  return found;
}

function idOf(serial: number): string {
  return `da1a0000-0000-4000-8000-${serial.toString(16).padStart(12, '0')}`;
}

/** Four bytes in hexadecimal, as a reader of ISO/IEC 14443 cards sends them. */
function cardNumberOf(serial: number): string {
  return (0x04_a1_00_00 + serial).toString(16).toUpperCase().padStart(8, '0');
}
