import SequentialTests
import Slipway

/// How every audience takes to the new system, as every door shows it. Nothing here tells of fewer than five people.
package struct AdoptionView: Codable, Sendable {
  package var at: String
  package var sequence: Int
  /// Those that lag behind first.
  package var audiences: [AudienceAdoption]
  /// Small groups taken together, or why not even that.
  package var small: AdoptionMeasuresView
  package var overall: AdoptionMeasuresView
  package var scores: [ScoreView]
  /// Of waves under way.
  package var outlooks: [OutlookView]
  package var humps: [HumpView]
  /// What is not known, and why.
  package var notes: [String]

  package struct AudienceAdoption: Codable, Sendable {
    package var id: String
    package var name: String
    package var headCount: Int
    package var live: Int
    /// Let in and trained.
    package var eligible: Int
    package var measures: AdoptionMeasuresView
    /// Of those let in, the share that is active on a day.
    package var activeADay: ShownFigure
  }

  package struct AdoptionMeasuresView: Codable, Sendable {
    package var activation: ShownFigure
    package var reach: ShownFigure
    package var residualUse: ShownFigure
  }

  package struct ScoreView: Codable, Sendable {
    package var metric: String
    package var name: String
    package var overall: ShownFigure
    package var audiences: [ScoreOfAudience]
  }

  package struct ScoreOfAudience: Codable, Sendable {
    package var audience: String
    package var score: ShownFigure
  }

  package struct OutlookView: Codable, Sendable {
    package var wave: String
    package var sentence: String
    /// In working days since go-live; absent where there is no forecast or it lies more than a year ahead.
    package var half: MilestoneView?
    package var mostOfAll: MilestoneView?
  }

  package struct MilestoneView: Codable, Sendable {
    /// 0 to 1, of those let in and trained.
    package var share: Double
    package var isReached: Bool
    package var day: Int?
    package var earliest: Int?
    package var latest: Int?
  }

  package struct HumpView: Codable, Sendable {
    package var wave: String
    package var metric: String
    package var sentence: String
    package var days: [HumpDay]
  }

  package struct HumpDay: Codable, Sendable {
    /// Working days since go-live, 0 on the day itself.
    package var day: Int
    package var per100: Double
    package var people: Int
    package var earlier: Double?
    package var ratio: Double?
  }
}

extension AdoptionView {
  init(_ reader: AdoptionReader, _ status: Status, _ state: State, audience wanted: Key<Audience>?)
    throws(AdoptionError)
  {
    let picture = try reader.picture()
    let programme = status.programme
    at = status.now.description
    sequence = state.sequence
    let names = Dictionary(programme.audiences.map { ($0.id, $0.name) }) { first, _ in first }
    let shown = picture.report.audiences.filter { wanted == nil || $0.audience == wanted }
    audiences = shown.map { figures in
      let place = programme.audiences.firstIndex { $0.id == figures.audience }
      let ledger = place.map { status.ledgers[$0] }
      return AudienceAdoption(
        id: figures.audience.text, name: names[figures.audience] ?? figures.audience.text,
        headCount: ledger?.headCount ?? 0,
        live: ledger?.live ?? 0, eligible: figures.eligible, measures: AdoptionMeasuresView(figures.measures, picture),
        activeADay: .shown(picture.activeADay[figures.audience] ?? .missing(.noSuchMetric)))
    }
    small = AdoptionMeasuresView(picture.report.small, picture)
    overall = AdoptionMeasuresView(picture.report.overall, picture)
    scores = picture.scores.map { score in
      ScoreView(
        metric: score.metric.id.text, name: score.metric.name, overall: .shown(score.overall),
        audiences: zip(programme.audiences, score.audiences).filter { wanted == nil || $0.0.id == wanted }
          .map { ScoreOfAudience(audience: $0.0.id.text, score: .shown($0.1)) })
    }
    let waves = Set(programme.rollout.waves.filter { wave in wanted.map(wave.audiences.contains) ?? true }.map(\.id))
    outlooks = reader.outlooks().filter { waves.contains($0.wave) }.map { OutlookView($0) }
    humps = reader.humps().filter { waves.contains($0.wave) }.map { HumpView($0) }
    notes = AdoptionView.notes(picture, programme, Set(shown.map(\.audience)))
  }

  private static func notes(
    _ picture: AdoptionPicture, _ programme: Programme, _ shown: Set<Key<Audience>>
  ) -> [String] {
    var notes: [String] = []
    if let silent = picture.silent {
      notes.append("\(silent) has reported nothing yet, so nothing is known of its use.")
    }
    let over = picture.overcounted.filter(shown.contains)
    if !over.isEmpty {
      notes.append(
        "In \(Catalogue.list(over.map(\.text))) more people have begun than are in now; all who are in are taken for "
          + "active there, so the share may be less.")
    }
    switch picture.residualLack {
    case .noSuchMetric:
      notes.append("How much is still done the old way is not known: no metric names events of both systems.")
    case .notReported:
      notes.append("How much is still done the old way is not known: not every system that is asked has reported yet.")
    case .some: notes.append("How much is still done the old way is not known: the counts cannot be added up.")
    case nil: break
    }
    if picture.activeADay.values.contains(.missing(.noSuchMetric)) {
      notes.append(
        "Who is active on a day is not known: it takes a count of one event of the new system with “once: day”.")
    }
    notes.append("Stickiness is not known: how many different people are active in 28 days is not counted.")
    return notes
  }
}

extension AdoptionView.AdoptionMeasuresView {
  init(_ measures: AdoptionMeasures, _ picture: AdoptionPicture) {
    if let silent = picture.silent {
      activation = .missing("\(silent) has reported nothing yet")
      reach = activation
    } else {
      activation = .shown(measures.activation)
      reach = .shown(measures.reach)
    }
    residualUse = picture.residualLack.map { .missing($0.rawValue) } ?? .shown(measures.residualUse)
  }
}

extension AdoptionView.OutlookView {
  init(_ outlook: AdoptionOutlook) {
    wave = outlook.wave.text
    switch outlook.outlook {
    case .found(let half, let most, _, _):
      self.half = AdoptionView.MilestoneView(half)
      mostOfAll = AdoptionView.MilestoneView(most)
      let sure = AdoptionWords.percent(AdoptionOutlook.confidence)
      sentence =
        "From \(outlook.days) working days: \(AdoptionWords.milestone(half)); \(AdoptionWords.milestone(most)). "
        + "A band holds in \(sure) of cases."
    case .refused(let error): sentence = AdoptionWords.refusal(error)
    case .withheld(let withheld): sentence = "No forecast, \(withheld)."
    case .missing(let missing): sentence = "No forecast: \(missing.rawValue)."
    }
  }
}

extension AdoptionView.MilestoneView {
  init(_ milestone: AdoptionOutlook.Milestone) {
    share = milestone.share
    isReached = milestone.isReached
    day = milestone.day
    earliest = milestone.earliest
    latest = milestone.latest
  }
}

extension AdoptionView.HumpView {
  init(_ hump: WaveHump) {
    wave = hump.wave.text
    metric = hump.metric.id.text
    let name = hump.metric.name
    switch hump.outcome {
    case .days(let rows, let ratio):
      days = rows.map {
        AdoptionView.HumpDay(day: $0.day, per100: $0.per100, people: $0.people, earlier: $0.earlier, ratio: $0.ratio)
      }
      sentence =
        ratio.map { "\(name): \(GuardrailWords.decimal($0)) times what earlier waves had on the same days." }
        ?? "\(name): there is no earlier wave to compare with on these days."
    case .withheld(let withheld): (days, sentence) = ([], "\(name) is \(withheld).")
    case .missing(let missing): (days, sentence) = ([], "\(name) is not known: \(missing.rawValue).")
    }
  }
}
