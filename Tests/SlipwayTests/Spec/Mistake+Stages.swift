/// Mistakes in the two stages, in readiness and in what surrounds them.
extension Mistake {
  static let items: [Mistake] = [
    Mistake(
      "- id: order\n      phase: build\n      estimate: {optimistic: 1d, likely: 2d, pessimistic: 4d}",
      "- ⟦id: order\n      phase: build",
      "“estimate” is missing."),
    Mistake(
      "estimate: {optimistic: 1d, likely: 2d",
      "estimate: ⟦{optimistic: 3d, likely: 2d",
      "The three points are out of order.",
      "Write optimistic ≤ likely ≤ pessimistic."),
    Mistake("estimate: 3d", "estimate: ⟦3 days", "“3 days” is not working time such as 4h, 3d or 2w."),
    Mistake(
      "- id: install\n      phase: build",
      "- id: install\n      phase: ⟦bild",
      "There is no phase “bild”.",
      "Did you mean “build”?"),
    Mistake(
      "{item: order, type: finish-start",
      "{item: ⟦ordr, type: finish-start",
      "There is no item “ordr”.",
      "Did you mean “order”?"),
    Mistake(
      "type: finish-start",
      "type: ⟦finish-to-start",
      "“finish-to-start” is not one of finish-start, start-start, finish-finish, start-finish."),
    Mistake("lag: 1d", "lag: ⟦soon", "“soon” is not working time such as 2d or -4h."),
    Mistake(
      "- id: order\n      phase: build\n      estimate: {optimistic: 1d, likely: 2d, pessimistic: 4d}\n    - id: install\n      phase: build\n      estimate: 3d\n      after: [{item: order, type: finish-start, lag: 1d}]\n      done-by: {component: app}\n    - id: accept",
      "- id: order\n      phase: build\n      estimate: 1d\n      after: accept\n    - id: install\n      phase: build\n      estimate: 3d\n      after: order\n    - ⟦id: accept",
      "“accept” waits for itself: accept → install → order → accept.",
      "Remove one of these dependencies."),
    Mistake("done-by: {component: app}", "done-by: ⟦component", "“component” does not say what completes the item."),
    Mistake(
      "done-by: {component: app}",
      "done-by: {⟦compnent: app}",
      "“compnent” is not known here.",
      "Did you mean “component”?",
      others: 1),
    Mistake("done-by: {approval: [ida]}", "done-by: {approval: ⟦[]}", "Nobody approves."),
    Mistake("done-by: {approval: [ida]}", "done-by: {approval: ⟦Ida}", "“Ida” cannot be an account."),
  ]

  static let runs: [Mistake] = [
    Mistake("expires: 24h", "expires: ⟦1h", "The evidence would expire before the next probe."),
    Mistake("every: 6h", "every: ⟦0s", "A probe needs an interval."),
    Mistake("every: 6h", "every: ⟦6 hours", "“6 hours” is not a time such as 30m, 36h, 2d or 3w."),
    Mistake(
      "\"http://127.0.0.1:1/health\"",
      "⟦localhost",
      "“localhost” is not a web address.",
      "Begin it with http:// or https://."),
    Mistake("status: 200", "status: ⟦20", "“20” is not a whole number from 100 to 599."),
    Mistake("probe: {tcp: 127.0.0.1:1}", "probe: {tcp: ⟦127.0.0.1}", "“127.0.0.1” is not host:port."),
    Mistake("probe: {tcp: 127.0.0.1:1}", "probe: ⟦{tcp: }", "“tcp” is missing."),
    Mistake("- id: port\n      probe: {tcp: 127.0.0.1:1}", "- ⟦id: port", "“probe” is missing."),
    Mistake("covers: [adds-up]", "covers: [⟦ads-up]", "There is no requirement “ads-up”.", "Did you mean “adds-up”?"),
    Mistake("- get: http", "- ⟦fetch: http", "“get” is missing.", others: 1),
    Mistake("{path: total, equals: 3}", "⟦{path: total}", "“equals” is missing."),
    Mistake("{path: total, equals: 3}", "{path: total, equals: ⟦[3]}", "Expected text or a number, found a list."),
    Mistake(
      "- id: adds-up\n      statement: It adds up.",
      "- id: adds-up\n      statement: It adds up.\n      ⟦proces: Sums",
      "“proces” is not known here.",
      "Did you mean “process”?"),
  ]

  static let learning: [Mistake] = [
    Mistake("answers: The green one", "answers: ⟦The blue one", "The answers are not among the options."),
    Mistake(
      "options: [The green one, The red one]",
      "options: ⟦[The green one]",
      "A question needs two options or more."),
    Mistake(
      "options: [The green one, The red one]",
      "options: ⟦[The green one, The green one]",
      "An option is given twice."),
    Mistake("pass-mark: 67 %", "pass-mark: ⟦120 %", "“120 %” is not a share such as 90 %."),
    Mistake("cooling-off: 1h", "cooling-off: ⟦1 hour", "“1 hour” is not a time such as 30m, 36h, 2d or 3w."),
    Mistake("owner: ida", "owner: ⟦'  '", "“owner” is empty."),
  ]

  static let readiness: [Mistake] = [
    Mistake("check: components", "check: ⟦component", "The criterion checks nothing."),
    Mistake(
      "lesson: selling\n      share",
      "lesson: ⟦buying\n      share",
      "There is no lesson “buying”.",
      "Write one of: selling."),
    Mistake("quorum: 2", "quorum: ⟦3", "“3” is not a whole number from 1 to 2."),
    Mistake("required: true", "required: ⟦maybe", "“maybe” is not true or false."),
    Mistake("members: [ida, jan]", "members: ⟦[ida, ida]", "Somebody is named twice."),
  ]

  static let rollout: [Mistake] = [
    Mistake("system: till", "system: ⟦drawer", "“drawer” is an old system.", "Name the new one that is rolled out."),
    Mistake(
      "audiences: [bakers]",
      "audiences: [bakers, ⟦sellers]",
      "“sellers” already comes with the wave “first”.",
      "Leave every audience in one wave only."),
    Mistake("audiences: [bakers]", "audiences: ⟦[]", "The wave “second” lets nobody in."),
    Mistake("latest: 2026-05-22", "latest: ⟦2026-05-10", "The window closes before it opens."),
    Mistake("[25 %, 100 %]", "⟦[25 %, 25 %, 100 %]", "The steps do not grow."),
    Mistake("[25 %, 100 %]", "⟦[25 %, 50 %]", "The last step leaves people out.", "End with 100 %."),
    Mistake("[25 %, 100 %]", "⟦[0 %, 100 %]", "The first step lets nobody in."),
    Mistake("[25 %, 100 %]", "[25 %, ⟦all]", "A step is a share."),
    Mistake(
      "- id: second\n      audiences: [bakers]\n      opens: 2026-06-02\n      approver: ida",
      "- ⟦id: second\n      audiences: [bakers]\n      opens: 2026-06-02",
      "“approver” is missing."),
    Mistake(
      "{wave: first, reaches: closed}",
      "{wave: ⟦frist, reaches: closed}",
      "There is no wave “frist”.",
      "Did you mean “first”?"),
    Mistake("reaches: closed", "reaches: ⟦open", "“open” is not one of hypercare, closed."),
    Mistake(
      "- id: second\n      audiences: [bakers]\n      opens: 2026-06-02\n      approver: ida\n      entry: [{wave: first, reaches: closed}]",
      "- ⟦id: second\n      audiences: [bakers]\n      opens: 2026-06-02\n      approver: ida\n      entry: [{wave: second}]",
      "“second” waits for itself: second → second.",
      "Remove one of these entry criteria."),
    Mistake("margin: 0.5", "margin: ⟦nan", "“nan” is not a number."),
    Mistake("exit: {live: 90 %}", "exit: {⟦alive: 90 %}", "“alive” is not known here.", "Did you mean “live”?"),
  ]

  static let context: [Mistake] = [
    Mistake("capacity: 4", "capacity: ⟦-4", "“-4” is not a whole number from 0 to 1000000."),
    Mistake("- id: licences\n    amount: 100.00", "- ⟦id: licences", "“amount” is missing."),
    Mistake("power: 2", "power: ⟦6", "“6” is not a whole number from 1 to 5."),
    Mistake("probability: 20 %", "probability: ⟦likely", "“likely” is not a share such as 90 %."),
    Mistake(
      "- id: week\n    audiences: [sellers]",
      "- id: week\n    audiences: [⟦seller]",
      "There is no audience “seller”.",
      "Did you mean “sellers”?"),
  ]
}
