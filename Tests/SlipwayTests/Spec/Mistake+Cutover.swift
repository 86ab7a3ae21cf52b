/// Mistakes in the day a wave goes over, and in what is asked of phases; they change `Specimen.running`.
extension Mistake {
  static let phases: [Mistake] = [
    Mistake(
      "exit: [items, components]", "exit: [items, ⟦component]",
      "“component” is not one of items, components, requirements, data-objects, dark."),
    Mistake("exit: [items, components]", "exit: ⟦[items, items]", "A criterion is given twice."),
    Mistake("status: 403", "status: ⟦204", "An answer below 300 refuses nobody."),
    Mistake("      status: 403\n", "", "An answer below 300 refuses nobody.").at(
      "post: http://127.0.0.1:1/fill\n      headers", "⟦post: http://127.0.0.1:1/fill\n      headers"),
    Mistake(
      "    refuses:\n      post: http://127.0.0.1:1/fill\n      headers: {X-Remote-User: nobody.yet}\n      body: \"{}\"\n      status: 403\n",
      "", "Nothing shows that “barrels” refuses anybody."
    ).at("exit: [requirements", "exit: ⟦[requirements"),
    Mistake("{id: dark, phase: deploy}", "{id: dark, phase: ⟦deplou}", "There is no phase “deplou”."),
    Mistake("rehearsal: cellar", "rehearsal: ⟦celler", "There is no wave “celler”."),
    Mistake("curriculum: cellarer, share", "curriculum: ⟦cellarers, share", "There is no curriculum “cellarers”."),
    Mistake("[{curriculum: cellarer}]", "[{curriculum: ⟦cellerar}]", "There is no curriculum “cellerar”."),
  ]

  static let cutover: [Mistake] = [
    Mistake("{at-least: 2, within: 10d}", "{at-least: ⟦0, within: 10d}", "“0” is not a whole number from 1 to 100."),
    Mistake("no-return: switch", "no-return: ⟦swich", "There is no step “swich”.", "Did you mean “switch”?"),
    Mistake("no-return: switch", "no-return: ⟦copy", "“copy” happens in rehearsals only."),
    Mistake("folder: /srv/sandbox", "folder: ⟦sandbox", "“sandbox” depends on where one stands."),
    Mistake("      folder: /srv/sandbox\n", "", "“folder” is missing.").at("replaces: {127", "⟦replaces: {127"),
    Mistake("/srv/old: /srv/sandbox/old", "/srv/old: ⟦\"\"", "“/srv/old” is empty."),
    Mistake("{127.0.0.1:1: 127", "⟦{\"\": a, 127.0.0.1:1: 127", "Nothing cannot be replaced."),
    Mistake("{id: look, probe: {http: \"http://127.0.0.1:1/\"}, ", "⟦{id: look, ", "Nothing is done here."),
    Mistake("{id: up, component: web", "{id: up, load: stock, component: ⟦web", "The step does load and component."),
    Mistake("component: web", "component: ⟦wep", "There is no component “wep”.", "Did you mean “web”?"),
    Mistake("load: stock", "load: ⟦stocks", "There is no data object “stocks”."),
    Mistake("load: stock", "load: ⟦recipes", "“recipes” is loaded by nothing.", "Write “load” into the data object."),
    Mistake("test: fill", "test: ⟦fil", "There is no test “fil”."),
    Mistake("owner: ida, test: tasting", "test: ⟦tasting", "Slipway does not run “tasting” by itself."),
    Mistake("command: switch, arguments", "command: ⟦./switch, arguments", "“./switch” cannot be a command."),
    Mistake("after: copy\n", "after: ⟦coppy\n", "There is no step “coppy”.", "Did you mean “copy”?"),
    Mistake("{id: move, load", "{id: ⟦told, load", "The step “told” is already defined in line 128.", others: 1),
    Mistake("{id: move, load", "{id: ⟦Move, load", "“Move” cannot be an id."),
    Mistake(
      "{id: up, component: web, after: [freeze]}", "{id: up, component: web, after: [open]}",
      "“look” waits for itself: look → up → open → switch → taste → try → look.",
      "Remove one of these from “after”."
    ).at("{id: look, ", "⟦{id: look, "),
    Mistake("owner: jan", "owner: ⟦Jan", "“Jan” cannot be an account."),
    Mistake("takes: 10m", "takes: ⟦ten minutes", "“ten minutes” is not a time such as 30m, 36h, 2d or 3w."),
    Mistake("confirm: true\n", "confirm: ⟦false\n", "“confirm” is not said."),
    Mistake("confirm: true\n", "confirm: ⟦perhaps\n", "“perhaps” is not true or false."),
    Mistake("owner: ida\n            takes", "takes", "“owner” is missing.").at("- id: told", "- ⟦id: told"),
    Mistake("only: rehearsal", "only: ⟦cutover", "“cutover” is not rehearsal.", others: 0),
    Mistake("reverse: {command: drop-sandbox}", "reverse: {opens: ⟦true}", "The way back lets nobody in."),
    Mistake("reverse: {command: drop-sandbox}", "reverse: ⟦{}", "Nothing is done here."),
    Mistake("reverse: {command: drop-sandbox}", "reverse: ⟦{load: recipes}", "“recipes” is loaded by nothing."),
    Mistake("{id: open, opens: true", "{id: open, only: ⟦rehearsal, opens: true", "A rehearsal lets nobody in."),
    Mistake("probe: {http: \"http://127.0.0.1:1/\"}", "opens: true", "The wave is opened by “look” already.").at(
      "opens: true, after: [switch]", "opens: ⟦true, after: [switch]"),
    Mistake("[{post: \"http://127.0.0.1:1/thaw\"}]", "⟦[]", "The step does nothing."),
    Mistake(
      "{post: \"http://127.0.0.1:1/thaw\"}", "{post: ⟦\"http://127.0.0.1:1/${key}\"}",
      "Nothing has captured “${key}” before this step."),
  ]
}
