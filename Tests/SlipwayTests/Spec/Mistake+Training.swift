/// Mistakes in learning, in data that moves and in what is asked of them; they change `Specimen.running`.
extension Mistake {
  static let taught: [Mistake] = [
    Mistake(
      "draw: 2", "draw: ⟦4", "An attempt asks 4 questions, and the lesson has 3.", "Write at most 3, or add questions."),
    Mistake("draw: 2", "draw: ⟦0", "“0” is not a whole number from 1 to 1000."),
    Mistake("attempts: 3", "attempts: ⟦many", "“many” is not a whole number from 1 to 1000."),
    Mistake("practical: {event: barrel.tapped, ", "practical: ⟦{", "“event” is missing."),
    Mistake("system: barrels, at-least: 2", "system: ⟦barels, at-least: 2", "There is no system “barels”."),
    Mistake("[\"https://learning.example/tapping\"]", "⟦[tapping]", "“tapping” is not the id of an activity."),
    Mistake("[\"https://learning.example/tapping\"]", "⟦[\"a:1\", \"a:1\"]", "An activity is given twice."),
    Mistake(
      "  curricula:\n",
      "    - {id: again, activities: [\"urn:a\", ⟦\"https://learning.example/tapping\"], questions: [{ask: a, options: [b, c], answers: b}]}\n  curricula:\n",
      "“https://learning.example/tapping” completes the lesson “tapping” already.", "Leave it to one lesson."),
    Mistake("session: true", "session: ⟦often", "“often” is not true or false."),
    Mistake("lessons: [tapping]", "lessons: [⟦taping]", "There is no lesson “taping”.", "Did you mean “tapping”?"),
    Mistake("lessons: [tapping]", "lessons: ⟦[tapping, tapping]", "A lesson is given twice."),
    Mistake(
      "- {id: cellarer, name: Cellarers, roles: [cellarer], lessons: [tapping]}",
      "- ⟦{id: cellarer, name: Cellarers, roles: [cellarer]}", "“lessons” is missing."),
    Mistake("lessons: [tapping]", "lessons: ⟦[]", "The curriculum has no lessons."),
  ]

  static let sessions: [Mistake] = [
    Mistake("lesson: tapping, room: The pub", "lesson: ⟦drawing, room: The pub", "There is no lesson “drawing”."),
    Mistake("calendar: pub}", "calendar: ⟦bar}", "There is no calendar “bar”."),
    Mistake("room: The pub, ", "", "“room” is missing.").at("- {id: abroad", "- ⟦{id: abroad"),
    Mistake(", seats: 4", "", "“seats” is missing.").at("- {id: abroad", "- ⟦{id: abroad"),
    Mistake("seats: 4", "seats: ⟦0", "“0” is not a whole number from 1 to 10000."),
    Mistake(
      "starts: 2026-04-01T10:30", "starts: ⟦2026-04-01 10:30",
      "“2026-04-01 10:30” is not a day and time such as 2026-04-01T09:00."),
    Mistake(
      "starts: 2026-04-01T10:30", "starts: ⟦2026-02-30T10:30",
      "“2026-02-30T10:30” is not a day and time such as 2026-04-01T09:00."),
    Mistake("starts: 2026-04-01T10:30, ", "", "“starts” is missing.").at("- {id: late", "- ⟦{id: late"),
    Mistake(
      "2026-04-01T10:30", "⟦2026-03-29T01:30", "The clocks of Europe/London jump over this time.",
      "Write a time that they show."),
    Mistake(
      "room: The cellar, trainer: ida, starts: 2026-04-01T10:30",
      "room: ⟦The cellar, trainer: jan, starts: 2026-04-01T10:29",
      "“late” begins before “early” is over, and both take “The cellar”.",
      "Hold one of the two at another time, or with another room."),
    Mistake(
      "room: The cellar, trainer: ida, starts: 2026-04-01T10:30",
      "room: The yard, trainer: ⟦ida, starts: 2026-04-01T10:29",
      "“late” begins before “early” is over, and both take “ida”.",
      "Hold one of the two at another time, or with another trainer."),
    Mistake(
      "room: The pub, starts: 2026-04-01T09:00", "room: ⟦The cellar, starts: 2026-04-01T05:00",
      "“abroad” begins before “early” is over, and both take “The cellar”.", others: 1),
  ]

  static let moved: [Mistake] = [
    Mistake("{command: load-stock, ", "⟦{", "“command” is missing."),
    Mistake("- id: litres", "- id: ⟦Litres", "“Litres” cannot be an id."),
    Mistake("old: {sql: select sum(l) from chalk, sqlite: /srv/old.db}\n", "\n", "“old” is missing.").at(
      "- id: litres", "- ⟦id: litres"),
    Mistake("new: {sql: select sum(l) from barrels, postgres", "new: ⟦{postgres", "“sql” is missing."),
    Mistake("within: 0.5", "within: ⟦-1", "No difference is below nothing."),
    Mistake("sqlite: /srv/old.db}", "sqlite: /srv/old.db, ⟦equals: 1}", "“equals” is not known here."),
    Mistake("load-stock, arguments", "⟦load stock, arguments", "“load stock” cannot be a command."),
    Mistake(
      "- {id: recipes, owner: ida}",
      "- ⟦{id: recipes, owner: ida, load: {command: load-recipes}}", "“totals” is missing."),
    Mistake(
      "- {id: recipes, owner: ida}",
      "- ⟦{id: recipes, owner: ida, rejects: {sql: select 1, sqlite: /srv/b.db}}", "“totals” is missing."),
    Mistake(
      "        - id: litres\n",
      "        - {id: litres, old: {sql: select 1, sqlite: b}, new: {sql: select 1, sqlite: b}}\n        - id: litres\n",
      "The total “litres” is given twice."
    ).at("      totals:\n        - {", "      totals:\n        ⟦- {"),
  ]
}
