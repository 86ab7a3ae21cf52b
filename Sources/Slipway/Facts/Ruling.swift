/// What a guardrail said at a look: the test, its parameters, its statistic, its bound and the counters it stood on.
///
/// Everything is in it that is needed to make the same judgement again without the programme.
package struct Ruling: Sendable, Equatable, Codable {
  package var wave: Key<Wave>
  package var guardrail: Key<Wave.Guardrail>
  /// The name of what was measured, and how it was looked at.
  package var metric: String
  package var kind: Metric.Kind
  package var comparison: Wave.Guardrail.Comparison
  /// Whether line and band are multiples of what it is compared with, not differences or levels.
  package var isRatio: Bool
  package var verdict: Verdict
  package var test: Test?
  /// Of the effect in the metric's unit, or of the ratio; each bound holds by itself at the guardrail's level.
  package var band: Band?
  /// The line it must stay below, in the same unit.
  package var line: Double
  package var treatment: Counters
  package var control: Counters?
  /// The first hour of what was counted, since 1970-01-01T00Z.
  package var since: Int
  /// The hour before which everything is known.
  package var through: Int
  /// The last fact of usage it stood on; 0 where there is none.
  package var stoodOn: Int
  /// Why it cannot say more; nil where the test speaks.
  package var lack: Lack?
  /// Days until it will probably be decided at this traffic.
  package var days: Double?

  package enum Verdict: String, Sendable, Codable, CaseIterable {
    /// Worse than tolerated, beyond reasonable doubt.
    case harm
    /// Inside its margin, beyond reasonable doubt.
    case inside
    /// Neither has been shown yet.
    case undecided
    /// Nothing was counted, or what was counted is too old.
    case noData = "no data"
    /// What was counted cannot be compared.
    case undecidable
  }

  package struct Test: Sendable, Equatable, Codable {
    package var name: String
    package var parameters: [Parameter]
    /// In the test's own scale: the logarithm of an e-value, or a standard score.
    package var statistic: Double
    package var bound: Double
    package var scale: Scale
    /// The look it was, and what it spent, where looks are planned.
    package var look: PlannedLook?

    package init(
      name: String, parameters: [Parameter], statistic: Double, bound: Double, scale: Scale, look: PlannedLook? = nil
    ) {
      self.name = name
      self.parameters = parameters
      self.statistic = statistic
      self.bound = bound
      self.scale = scale
      self.look = look
    }
  }

  package enum Scale: String, Sendable, Codable { case logEvidence = "ln e", standardScore = "z", exceedance = "count" }

  package struct Parameter: Sendable, Equatable, Codable {
    package var name: String
    package var value: Double

    package init(_ name: String, _ value: Double) {
      self.name = name
      self.value = value
    }
  }

  /// A look of a plan that spends its error bit by bit.
  package struct PlannedLook: Sendable, Equatable, Codable {
    package var number: Int
    /// Share of the declared maximum, 0 to 1.
    package var information: Double
    /// Error spent up to here.
    package var spent: Double

    package init(number: Int, information: Double, spent: Double) {
      self.number = number
      self.information = information
      self.spent = spent
    }
  }

  package struct Band: Sendable, Equatable, Codable {
    package var estimate: Double?
    package var lower: Double?
    package var upper: Double?

    package init(estimate: Double?, lower: Double?, upper: Double?) {
      self.estimate = estimate
      self.lower = lower
      self.upper = upper
    }
  }

  /// One side of the comparison.
  package struct Counters: Sendable, Equatable, Codable {
    /// People, person-days, events or departments, as the test counts them.
    package var units: Double
    package var events: Int
    package var mean: Double?

    package init(units: Double = 0, events: Int = 0, mean: Double? = nil) {
      self.units = units
      self.events = events
      self.mean = mean
    }
  }

  package enum Lack: Sendable, Equatable, Codable {
    case nothingReported(system: String)
    case stale(system: String, since: Timestamp)
    case neverSeen([String])
    case nobodyIn
    case nothingToCompare
    case tooFew(units: Int, wanted: Int)
    case tooFewDepartments(here: Int, there: Int, wanted: Int)
    case noBaseline
    case endReached(units: Int)
    case badAssignment(expected: Double, seen: Double)
    case broken(String)

    /// Which lack it is, whatever its figures: another one is news, other figures of the same are not.
    package var word: String {
      switch self {
      case .nothingReported: "nothing reported"
      case .stale: "stale"
      case .neverSeen: "never seen"
      case .nobodyIn: "nobody in"
      case .nothingToCompare: "nothing to compare"
      case .tooFew: "too few"
      case .tooFewDepartments: "too few departments"
      case .noBaseline: "no baseline"
      case .endReached: "end reached"
      case .badAssignment: "bad assignment"
      case .broken: "broken"
      }
    }
  }

  package init(
    wave: Key<Wave>, guardrail: Key<Wave.Guardrail>, metric: String, kind: Metric.Kind,
    comparison: Wave.Guardrail.Comparison, isRatio: Bool, verdict: Verdict, test: Test? = nil, band: Band? = nil,
    line: Double, treatment: Counters = Counters(), control: Counters? = nil, since: Int = 0, through: Int,
    stoodOn: Int,
    lack: Lack? = nil, days: Double? = nil
  ) {
    self.wave = wave
    self.guardrail = guardrail
    self.metric = metric
    self.kind = kind
    self.comparison = comparison
    self.isRatio = isRatio
    self.verdict = verdict
    self.test = test
    self.band = band
    self.line = line
    self.treatment = treatment
    self.control = control
    self.since = since
    self.through = through
    self.stoodOn = stoodOn
    self.lack = lack
    self.days = days
  }
}

/// A wave's approver lets it go on although a guardrail has not shown that it is inside its margin. Never automation.
package struct DoubtAcceptance: Sendable, Equatable, Codable {
  package var wave: Key<Wave>
  package var guardrail: Key<Wave.Guardrail>
  package var reason: String

  package init(wave: Key<Wave>, guardrail: Key<Wave.Guardrail>, reason: String) {
    self.wave = wave
    self.guardrail = guardrail
    self.reason = reason
  }
}
