import Operations
import Slipway

/// One run as the people in it see it: each step with its owner, its times and where it stands.
struct RunPage: Sendable {
  let number: Int
  let name: String
  let state: Mark
  let isOpen: Bool
  let sentence: String?
  let ordered: Stamp?
  let orderedBy: String
  let reason: String?
  let ended: Stamp?
  let elapsed: Clock
  let planned: String?
  let chain: [ChainStep]
  let rows: [RunRow]
  let wayBack: [ChainStep]
  /// While it goes back, and still once it has.
  let isGoingBack: Bool
  let fixForward: Bool
  let isRehearsal: Bool
  let mine: [ChainStep]
  let wave: String?
  let moves: [RunMoveForm]
  let problem: ProblemPage?

  struct ChainStep: Sendable {
    let id: String
    let name: String
    let state: Mark
  }

  /// A length of time, and whether it goes on growing while somebody looks.
  struct Clock: Sendable {
    let words: String
    let seconds: Int64
    let isRunning: Bool

    init(_ seconds: Int64, isRunning: Bool) {
      self.seconds = seconds
      words = RunWords.length(seconds)
      self.isRunning = isRunning
    }
  }

  /// What was sent and refused, so that it stands in its form again.
  struct Typed: Sendable {
    var form: String
    var detail: String
    var problem: Problem
  }

  init(_ view: RunView, card: VisitorCard, typed: Typed? = nil) {
    number = view.number
    name = RunsPage.capital(view.name)
    state = .run(view.state)
    isOpen = view.isOpen
    // Said in full below.
    sentence = view.state == "stuck" ? nil : view.sentence
    ordered = Stamp(view.orderedAt)
    orderedBy = view.orderedBy
    reason = view.reason
    ended = Stamp(view.endedAt)
    elapsed = Clock(view.elapsedSeconds, isRunning: view.isOpen)
    planned = view.plannedSeconds.map(RunWords.length)
    let steps = Dictionary(view.steps.map { ($0.id, $0) }) { first, _ in first }
    func link(_ id: String) -> ChainStep? {
      steps[id].map { ChainStep(id: $0.id, name: $0.name, state: .step($0.state)) }
    }
    chain = view.longestChain.compactMap(link)
    wayBack = view.wayBack.compactMap(link)
    isGoingBack = !view.wayBack.isEmpty
    rows = view.steps.map { RunRow($0, in: view, steps: steps, card: card, typed: typed) }
    fixForward = view.isPastNoReturn && view.isOpen
    isRehearsal = view.kind == "rehearsal"
    mine = view.steps.filter { $0.owner == card.account && $0.awaitsOwner }.map {
      ChainStep(id: $0.id, name: $0.name, state: .step($0.state))
    }
    wave = view.kind == "cutover" ? view.wave : nil
    moves = RunMoveForm.ofRun(view, card: card, typed: typed)
    let forms = moves + rows.flatMap(\.moves)
    problem = forms.contains { $0.id == typed?.form } ? nil : typed.map { ProblemPage($0.problem) }
  }
}

/// One step of a run.
struct RunRow: Sendable {
  let id: String
  let name: String
  let owner: String?
  let isMine: Bool
  let takes: String?
  let actual: RunPage.Clock?
  let isLate: Bool
  let state: Mark
  let acknowledged: String?
  /// What has to happen before it goes on.
  let waits: String?
  let waitsForWave: String?
  let tries: String?
  let detail: String?
  let difference: String?
  let files: [File]
  let evidence: Int?
  let isOnChain: Bool
  let moves: [RunMoveForm]
  /// What is said under it, where nobody goes back after it.
  let noReturn: String?

  struct File: Sendable {
    let address: String
    let name: String
    let size: String
  }

  init(
    _ step: RunView.StepLine, in view: RunView, steps: [String: RunView.StepLine], card: VisitorCard,
    typed: RunPage.Typed?
  ) {
    id = step.id
    name = step.name
    owner = step.owner
    isMine = step.owner == card.account
    takes = step.plannedSeconds.map(RunWords.length)
    let isUnderWay = view.isOpen && (step.state == "under way" || step.state == "being undone")
    actual = step.actualSeconds.map { RunPage.Clock($0, isRunning: view.isOpen && step.state == "under way") }
    isLate = step.plannedSeconds.map { ($0 < step.actualSeconds ?? 0) } ?? false
    state = .step(step.state)
    acknowledged = step.acknowledgedBy
    (waits, waitsForWave) = RunRow.waits(step, isUnderWay: isUnderWay, in: view, steps: steps)
    tries = step.tries > 1 ? "try \(step.tries)" : nil
    detail = step.detail
    difference = step.difference
    files = step.attachments.map { file in
      File(address: "/attachments/\(file.digest)", name: file.name, size: RunRow.size(file.bytes))
    }
    evidence = step.sequence
    isOnChain = view.longestChain.contains(step.id)
    moves = RunMoveForm.ofStep(step, in: view, isUnderWay: isUnderWay, card: card, typed: typed)
    noReturn = step.isNoReturn ? RunRow.noReturn(view) : nil
  }

  private static func noReturn(_ view: RunView) -> String {
    switch (view.isPastNoReturn, view.isOpen) {
    case (true, true): "Point of no return, passed: nothing above or below is undone any more."
    case (true, false): "Point of no return, passed."
    case (false, true): "Point of no return: until the step above is done, everything can be undone."
    case (false, false): "Point of no return: it was not reached."
    }
  }

  private static func waits(
    _ step: RunView.StepLine, isUnderWay: Bool, in view: RunView, steps: [String: RunView.StepLine]
  ) -> (words: String?, wave: String?) {
    guard view.isOpen else { return (nil, nil) }
    if isUnderWay {
      if step.awaitsOwner { return ("waits for \(step.owner ?? "somebody")", nil) }
      if step.task == "opens", step.state == "under way" { return ("waits until the wave opens", view.wave) }
      return (nil, nil)
    }
    guard step.state == "waiting", view.wayBack.isEmpty else { return (nil, nil) }
    let done = ["done", "unchanged", "passed over"]
    let names = step.after.compactMap { steps[$0] }.filter { !done.contains($0.state) }.map { "“\($0.name)”" }
    return (names.isEmpty ? nil : "after \(Catalogue.list(names))", nil)
  }

  private static func size(_ bytes: Int) -> String {
    bytes < 1_024 ? "\(bytes) bytes" : "\((bytes + 512) / 1_024) kB"
  }
}

/// What somebody can say or do in a run, as a form.
struct RunMoveForm: Sendable {
  let id: String
  let run: Int
  let step: String
  /// Whom it is about, for those who do not see where it stands.
  let about: String
  let move: String
  let label: String
  let explanation: String?
  let detailLabel: String?
  let needsDetail: Bool
  let detail: String
  let key: String
  let isOpen: Bool
  let isGrave: Bool
  let isStrong: Bool
  let refusal: ProblemPage?

  static func ofRun(_ view: RunView, card: VisitorCard, typed: RunPage.Typed?) -> [RunMoveForm] {
    guard card.movesWaves else { return [] }
    var forms: [RunMoveForm] = []
    if view.canGoBack {
      let people = view.kind == "cutover" ? " People are back on the old system." : ""
      forms.append(
        RunMoveForm(
          .back, view, nil, "Roll back", explains: "Everything done is undone, last step first.\(people)",
          asks: "Reason", needs: true, card, typed))
    }
    if view.canCancel {
      forms.append(
        RunMoveForm(
          .cancel, view, nil, "Cancel", explains: "It ends where it stands. Nothing is undone.", asks: "Reason",
          needs: true, card, typed))
    }
    return forms
  }

  static func ofStep(
    _ step: RunView.StepLine, in view: RunView, isUnderWay: Bool, card: VisitorCard, typed: RunPage.Typed?
  ) -> [RunMoveForm] {
    var forms: [RunMoveForm] = []
    if step.owner == card.account, isUnderWay {
      if step.acknowledgedBy == nil {
        forms.append(RunMoveForm(.acknowledge, view, step, "Acknowledge", card, typed))
      }
      if step.awaitsOwner {
        forms.append(
          RunMoveForm(
            .done, view, step, "Done", asks: "What you saw", needs: false, card, typed))
        forms.append(
          RunMoveForm(.failed, view, step, "Failed", asks: "What went wrong", needs: true, card, typed))
      }
    }
    if step.canRetry, card.movesWaves { forms.append(RunMoveForm(.retry, view, step, "Try again", card, typed)) }
    return forms
  }

  private init(
    _ move: MoveRun.Move, _ view: RunView, _ step: RunView.StepLine?, _ label: String, explains: String? = nil,
    asks: String? = nil, needs: Bool = false, _ card: VisitorCard, _ typed: RunPage.Typed?
  ) {
    id = RunMoveForm.id(move.rawValue, step?.id)
    let mine = typed?.form == id ? typed : nil
    run = view.number
    self.step = step?.id ?? ""
    about = step?.name ?? view.name
    self.move = move.rawValue
    self.label = label
    explanation = explains
    detailLabel = asks
    needsDetail = needs
    detail = mine?.detail ?? ""
    // The same form sent twice is one move; once anything happened it is another form.
    key = "page-\(card.sequence)-run-\(view.number)-\(move.rawValue)-\(step?.id ?? "")"
    isOpen = mine != nil
    isGrave = move == .failed || move == .back || move == .cancel
    isStrong = move == .acknowledge || move == .retry
    refusal = mine.map { ProblemPage($0.problem) }
  }

  static func id(_ move: String, _ step: String?) -> String { "move-\(move)" + (step.map { "-\($0)" } ?? "") }
}
