/// Mistakes at the top of a document and in what it says of goals, systems and the organisation.
extension Mistake {
  static let top: [Mistake] = [
    Mistake("slipway: 1", "slipway: ⟦2", "The document does not say which form it has.", "Begin it with “slipway: 1”."),
    Mistake("slipway: 1\nprogramme: mill\n", "⟦slipway: 1\n", "“programme” is missing."),
    Mistake("programme: mill", "programme: ⟦The Mill", "“The Mill” cannot be an id."),
    Mistake("programme: mill", "programme: ⟦\"\"", "“programme” is empty."),
    Mistake("name: A mill gets a till", "name: ⟦\"\"", "“name” is empty.", "Give the programme a name."),
    Mistake("name: A mill gets a till", "name: ⟦[a]", "Expected text, found a list."),
    Mistake("2026-03-02", "⟦2026-02-30", "“2026-02-30” is not a date such as 2026-03-31."),
    Mistake("2026-03-02", "⟦02.03.2026", "“02.03.2026” is not a date such as 2026-03-31."),
    Mistake(
      "slipway: 1\nprogramme: mill\nname: A mill gets a till\nstarts: 2026-03-02\n",
      "⟦slipway: 1\nprogramme: mill\nname: A mill gets a till\n",
      "“starts” is missing."),
    Mistake("Europe/London", "⟦Europe/Lundon", "“Europe/Lundon” is not a time zone such as Europe/London."),
    Mistake("GBP", "⟦pounds", "“pounds” is not a currency code such as EUR."),
    Mistake(
      "legal-entities:",
      "⟦legal-entitys:",
      "“legal-entitys” is not known here.",
      "Did you mean “legal-entities”?"),
    Mistake("resources:", "⟦zzzzzzzzzzzzzzzz: 1\nresources:", "“zzzzzzzzzzzzzzzz” is not known here."),
    Mistake(
      "currency: GBP",
      "currency: GBP\n⟦currency: EUR",
      "The key \"currency\" is given twice; the first is at line 6, column 1."),
    Mistake("currency: GBP", "currency: ⟦*GBP", "The alias \"*GBP\" is not allowed."),
  ]

  static let goals: [Mistake] = [
    Mistake("scope: [sales]", "scope: ⟦{a: b}", "Expected a list, found a mapping.", "Write “- …” lines here."),
    Mistake(
      "definition: {implementation: It runs., rollout: All use it.}",
      "definition: ⟦text",
      "Expected a mapping, found text."),
    Mistake("measure: finish", "measure: ⟦finished", "“finished” is not a measure.", others: 1),
    Mistake(
      "- id: in-time\n      stage: implementation\n      statement: It is ready.\n      measure: finish\n      by: 2026-05-08",
      "- ⟦id: in-time\n      stage: implementation\n      statement: It is ready.\n      measure: finish",
      "“by” is missing."),
    Mistake(
      "- id: live\n      stage: rollout\n      statement: All use it.\n      measure: live\n      at-least: 95 %",
      "- ⟦id: live\n      stage: rollout\n      statement: All use it.\n      measure: spend",
      "“at-most” is missing."),
    Mistake("at-least: 95 %", "at-least: ⟦95", "“95” is not a share such as 90 %.", "Write a share such as 90 %."),
    Mistake(
      "measure: live\n      at-least: 95 %",
      "measure: spend\n      at-most: ⟦1,000",
      "“1,000” is not an amount such as 12500.00, without thousands separators."),
    Mistake("stage: rollout", "stage: ⟦rolout", "“rolout” is not one of implementation, rollout."),
    Mistake(
      "- id: live\n",
      "- id: ⟦in-time\n",
      "The goal “in-time” is already defined in line 11.",
      "Give one of the two another id."),
  ]

  static let systems: [Mistake] = [
    Mistake("replaced-by: till", "replaced-by: ⟦tll", "There is no system “tll”.", "Did you mean “till”?"),
    Mistake(
      "replaced-by: till",
      "replaced-by: ⟦drawer",
      "“drawer” is an old system.",
      "Name the new one that takes its place."),
    Mistake("overlap: read", "overlap: ⟦readonly", "“readonly” is not none, read or full."),
    Mistake("role: new", "role: ⟦newest", "“newest” is not new or old."),
    Mistake("role: new", "role: new\n    ⟦replaced-by: till", "“replaced-by” is not known here."),
  ]

  static let organisation: [Mistake] = [
    Mistake("days: [mon, tue]", "days: [mon, ⟦tues]", "“tues” is not a weekday: mon, tue, wed, thu, fri, sat or sun."),
    Mistake(
      "hours: [09:00-12:00, 13:00-17:00]",
      "hours: ⟦[09:00-12:00, 11:00-17:00]",
      "The opening minutes overlap or are out of order."),
    Mistake("staffed: 09:00-15:00", "staffed: ⟦15:00-09:00", "“15:00-09:00” is not hours such as 09:00-15:00."),
    Mistake("holidays: [2026-04-03]", "holidays: [⟦2026-4-3]", "“2026-4-3” is not a date such as 2026-12-25."),
    Mistake("to: 2026-04-06", "to: ⟦2026-04-01", "The freeze ends before it begins."),
    Mistake(
      "kinds: [admission]",
      "kinds: [⟦admissions]",
      "“admissions” is not one of admission, change, training, messages."),
    Mistake(
      "  - id: mill\n  - id: front\n    parent: mill\n  - id: back\n    parent: mill",
      "  - id: mill\n    parent: back\n  - id: front\n    parent: mill\n  - ⟦id: back\n    parent: mill",
      "“back” is within itself: back → mill → back.",
      "Give one of them another parent."),
    Mistake(
      "measuring: aggregate",
      "measuring: ⟦everything",
      "“everything” is not one of none, aggregate, individual."),
    Mistake("calendar: shop", "calendar: ⟦shops", "There is no calendar “shops”.", "Did you mean “shop”?"),
    Mistake(
      "- id: sellers\n    units: [front]",
      "- ⟦units: [front]",
      "“id” is missing.",
      "Every audience needs an id of its own, such as “id: example”.",
      others: 4),
    Mistake(
      "units: [front]",
      "units: [front]\n    person-kinds: [⟦robot]",
      "“robot” is not one of employee, contractor, agency, student, shared, customer, partner, vendor."),
  ]
}
