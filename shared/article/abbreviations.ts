/** Words that are printed with a full stop that need not end the sentence, by what may follow them. Lower case. */

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/).filter(Boolean));

/** Before a name or between two words: the sentence always goes on. */
export const ALWAYS_GO_ON = words(`
  mr mrs ms messrs mme mlle dr drs prof gen lt col maj capt cmdr cdr sgt cpl pvt adm brig sen sens rep reps gov govs hon
  rev pres amb atty supt insp det msgr st ste mt ft vs v viz cf e.g i.e al-haj q.v
`);

/** Before a number, a month or a day: the sentence goes on; before other words it may have ended. */
export const GO_ON_BEFORE_NUMBERS = words(`
  jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun
  b d m div op ext no nos nr vol vols art arts p pp par para sec sect fig figs ch chap pt ver ed eds app bd abs ca c circa approx res
`);

/** After a name or a number: the sentence goes on unless a word follows that plainly begins one. */
export const END_BEFORE_STARTERS = words(`
  inc corp ltd co cos bros llc plc cie gmbh jr sr esq ph.d m.d d.d.s b.a m.a m.b.a al et dept univ assn gov't fr
  u.s u.s.a u.k u.n e.u u.s.s.r d.c n.y n.j n.c s.c n.m n.h r.i w.va l.a p.o st ave blvd rd sq bldg
`);

/** States and provinces after a town, as agencies print them: "Springfield, Ill." Without the comma they are words. */
export const STATES = words(`
  ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa tenn tex
  va vt wash wis wyo ont que alta
`);

/** Clock times: the sentence goes on before a zone or a day, and has ended before other capitals. */
export const CLOCK = words('a.m p.m');
export const AFTER_CLOCK = words(`
  est edt cst cdt mst mdt pst pdt gmt utc bst cet cest msk ist jst eastern central mountain pacific greenwich local
  moscow london paris kyiv beijing tokyo monday tuesday wednesday thursday friday saturday sunday
  jan feb mar apr may june july aug sept sep oct nov dec
  january february march april august september october november december
`);

/** Capitalised, these begin a sentence rather than continue a name. */
export const STARTERS = words(`
  the a an in on at it he she they we you i but and or so yet nor this that these those there here his her their its
  our my your as if when while after before for from with without by to of into under over during among between
  against despite however meanwhile moreover nevertheless nonetheless furthermore still also then now today tomorrow
  yesterday last next no not none neither either both some many most few several all any each every other another
  such what who whom whose which how why where whether although though since because until unless once only even just
  perhaps maybe thus therefore hence indeed instead rather according asked speaking said earlier later recently soon
  one two three more less than nothing everything everyone nobody officials experts critics analysts observers
`);
