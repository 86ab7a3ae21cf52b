/// Mistakes in whom work needs, in what means there are, and in what waves have to keep.
extension Mistake {
  static let needs: [Mistake] = [
    Mistake("        - lead\n", "        - ⟦led\n", "There is no resource “led”.", "Did you mean “lead”?"),
    Mistake("{resource: room, amount: 2}", "{resource: ⟦rom, amount: 2}", "There is no resource “rom”."),
    Mistake(
      "{resource: room, amount: 2}", "⟦{resource: room, amount: 5}", "“room” has 4, and the item needs 5.",
      "Ask for less, or add some."),
    Mistake(
      "{resource: room, amount: 2}", "{resource: room, amount: ⟦0}", "“0” is not a whole number from 1 to 1000000."),
    Mistake("{resource: room, amount: 2}", "⟦{resorce: room}", "“resource” is missing.", others: 1),
    Mistake(
      "- {skill: wiring}", "- ⟦{skill: wirring}", "No resource has the skill “wirring”.",
      "Write it into the “skills” of a resource."),
    Mistake(
      "{skill: wiring, count: 2}", "{skill: wiring, count: ⟦many}",
      "“many” is not a whole number from 1 to 10000."),
    Mistake(
      "{skill: wiring, count: 2}", "⟦{skill: wiring, count: 3}",
      "2 resources have the skill “wiring”, and the item needs 3.", "Ask for fewer, or add some."),
    Mistake("{skill: wiring, count: 2}", "{skill: wiring, ⟦amount: 2}", "“amount” is not known here."),
    Mistake(
      "effort: {optimistic: 2d, likely: 4d, pessimistic: 8d}\n      needs: [{skill: wiring, count: 2}]",
      "effort: ⟦{optimistic: 2d, likely: 4d, pessimistic: 8d}", "Nobody is there to share the effort.",
      "Write whom it needs, or an estimate in place of the effort."),
    Mistake(
      "effort: {optimistic: 2d, likely: 4d, pessimistic: 8d}", "estimate: 4d\n      effort: ⟦4d",
      "The item has an estimate and an effort.", "Leave one of them out."),
    Mistake(
      "effort: {optimistic: 2d, likely: 4d, pessimistic: 8d}", "effort: ⟦a while",
      "“a while” is not working time such as 4h, 3d or 2w."),
    Mistake(
      "{optimistic: 2d, likely: 4d, pessimistic: 8d}", "⟦{optimistic: 9d, likely: 4d, pessimistic: 8d}",
      "The three points are out of order."),
    Mistake("cost: 250.00", "cost: ⟦-250", "“-250” is not an amount such as 12500.00, without thousands separators."),
    Mistake("must-start: 2026-04-20", "must-start: ⟦Monday", "“Monday” is not a date such as 2026-03-31."),
    Mistake("not-after: 2026-05-04", "not-after: ⟦2026-05-32", "“2026-05-32” is not a date such as 2026-03-31."),
    Mistake("as-late-as-possible: true", "as-late-as-possible: ⟦soon", "“soon” is not true or false."),
    Mistake("elapsed: true", "elapsed: ⟦days", "“days” is not true or false."),
    Mistake("lag: 3d, elapsed: true", "lag: ⟦1.5d, elapsed: true", "“1.5d” is not a time such as 2d or -4h."),
  ]

  static let means: [Mistake] = [
    Mistake("skills: [wiring]", "calendar: ⟦shopp\n    skills: [wiring]", "There is no calendar “shopp”."),
    Mistake(
      "cost-per-day: 480.00", "cost-per-day: ⟦much",
      "“much” is not an amount such as 12500.00, without thousands separators."),
    Mistake("{from: 2026-04-14}", "⟦{name: course}", "“from” is missing.", "Write its first day."),
    Mistake(
      "to: 2026-04-10", "to: ⟦2026-04-06",
      "The absence ends before it begins.", "Write a day on or after “from”."),
    Mistake("affects: [install]", "affects: [⟦instal]", "There is no item “instal”.", "Did you mean “install”?"),
    Mistake(
      "impact-cost: 900.00", "impact-cost: ⟦9e2",
      "“9e2” is not an amount such as 12500.00, without thousands separators."),
    Mistake(
      "{probability: 5 %, impact-days: 2, costs: 60.00}", "⟦{impact-days: 2}", "“probability” is missing.",
      "Write what remains of the risk."),
    Mistake(
      "{probability: 5 %, impact-days: 2, costs: 60.00}", "⟦{probability: 5 %}", "“impact-days” is missing."),
    Mistake("probability: 5 %", "probability: ⟦5", "“5” is not a share such as 90 %."),
    Mistake("costs: 60.00", "⟦cost: 60.00", "“cost” is not known here.", "Did you mean “costs”?"),
  ]

  static let planning: [Mistake] = [
    Mistake("earliest: 2026-05-12", "earliest: ⟦May", "“May” is not a date such as 2026-03-31."),
    Mistake(
      "opens-on: [wed, thu]", "opens-on: [wed, ⟦thursday]",
      "“thursday” is not a weekday: mon, tue, wed, thu, fri, sat or sun."),
    Mistake("soak: 2w", "soak: ⟦36h", "“36h” is not whole days such as 14d or 2w, at most 1000."),
    Mistake(
      "training-within: 3w", "training-within: ⟦1001d",
      "“1001d” is not whole days such as 14d or 2w, at most 1000."),
    Mistake("at-most: 62.5 %", "at-most: ⟦62", "“62” is not a share such as 90 %."),
    Mistake(
      "covers: [internal]", "covers: [⟦staff]", "“staff” is not one of internal, customers, partners, vendors."),
    Mistake("growth: 2.5", "growth: ⟦0.5", "“0.5” is not a factor from 1 to 1000, such as 2.5."),
    Mistake("growth: 2.5", "growth: ⟦nan", "“nan” is not a factor from 1 to 1000, such as 2.5."),
    Mistake("per-site: 1", "per-site: ⟦0", "“0” is not a whole number from 1 to 10000."),
    Mistake("waves: 5", "waves: ⟦1001", "“1001” is not a whole number from 1 to 1000."),
    Mistake("{from: 2026-05-25, to: 2026-06-19, ", "⟦{from: 2026-05-25, ", "“to” is missing.", "Write a date."),
    Mistake(
      "to: 2026-06-19", "to: ⟦2026-05-01", "The window ends before it begins.", "Write a day on or after “from”."),
    Mistake("value-per-week: 750.00", "⟦value-a-week: 750.00", "“value-a-week” is not known here."),
  ]

  static let planned: [Mistake] = [
    Mistake(
      "per-week: 12.5", "per-week: ⟦12.5001",
      "“12.5001” is not a number from 0 to 1000000, with at most three decimals."),
    Mistake(
      "per-person: 0.25", "per-person: ⟦-1",
      "“-1” is not a number from 0 to 1000000, with at most three decimals."),
    Mistake(
      "{id: doors, per-week: 100, per-person: 1, during: go-live}", "⟦{id: doors, per-person: 1, during: go-live}",
      "“per-week” is missing.", "Write how much of it there is in a week."),
    Mistake(
      "{id: doors, per-week: 100, per-person: 1, during: go-live}", "⟦{id: doors, per-week: 100, during: go-live}",
      "“per-person” is missing.", "Write how much of it one person uses."),
    Mistake(
      "{id: doors, per-week: 100, per-person: 1, during: go-live}", "⟦{id: doors, per-week: 100, per-person: 1}",
      "“during” is missing.", "Write training, go-live or hypercare."),
    Mistake("during: hypercare", "during: ⟦always", "“always” is not one of training, go-live, hypercare."),
    Mistake("half-life: 2w", "half-life: ⟦10d", "“10d” is not whole weeks, from 1w to 52w."),
    Mistake("half-life: 2w", "half-life: ⟦0w", "“0w” is not whole weeks, from 1w to 52w."),
    Mistake("{from: 2026-06-01, per-week: 8}", "⟦{per-week: 8}", "“from” is missing."),
    Mistake("{from: 2026-06-01, per-week: 8}", "⟦{from: 2026-06-01}", "“per-week” is missing."),
    Mistake("{id: helpers,", "{id: ⟦seats,", "The capacity “seats” is already defined in line 155."),
    Mistake("- audience: bakers", "- audience: ⟦baker", "There is no audience “baker”.", "Did you mean “bakers”?"),
    Mistake(
      "- audience: bakers", "- audience: bakers\n        together-with: ⟦cooks", "There is no audience “cooks”.",
      "Write one of: bakers, sellers."),
    Mistake("apart-from: [bakers]", "apart-from: [⟦sailors]", "There is no audience “sailors”."),
    Mistake(
      "{audience: sellers, gap: 10d}", "{audience: sellers, gap: ⟦10h}",
      "“10h” is not whole days such as 14d or 2w, at most 1000."),
    Mistake("{audience: sellers, gap: 10d}", "⟦{gap: 10d}", "“audience” is missing."),
    Mistake("risk: 30", "risk: ⟦101", "“101” is not a whole number from 0 to 100."),
    Mistake("ready: 2026-05-18", "ready: ⟦soon", "“soon” is not a date such as 2026-03-31."),
    Mistake(
      "      - audience: bakers\n", "      - audience: bakers\n      - ⟦audience: sellers\n",
      "“sellers” is described twice.", "Bring both descriptions together."),
  ]
}
