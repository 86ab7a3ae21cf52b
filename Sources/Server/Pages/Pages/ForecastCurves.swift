import Operations
import Slipway

extension ForecastPage.Curve {
  init(dates view: SimulationView) {
    let id = "dates"
    let points = Self.points(view.before.finish.curve)
    let second = Self.points(view.after?.finish.curve ?? [])
    var lines = [("P50", view.before.finish.p50, "half"), ("P80", view.before.finish.p80, "most")]
    if let planned = view.planned { lines.append(("planned", planned, "planned")) }
    let marks = lines.compactMap { name, at, kind in
      Self.seconds(at).map {
        CurveChart.Line(value: $0, label: "\(name) \(ForecastPage.Content.day(at))", kind: kind)
      }
    }
    let after = view.after?.finish.curve ?? []
    let ticks = Self.months(points + second)
    self.init(
      id: id, title: "When everything is finished", unit: "Finished by",
      chart: CurveChart(points, second: second, lines: marks, ticks: ticks, caption: "\(id)-caption")?.svg,
      hasAfter: view.after != nil, caption: "Share of the samples in which everything is finished by a date.",
      rows: view.before.finish.curve.enumerated().map { index, point in
        Row(
          share: Figures.percent(point.share), value: ForecastPage.Content.day(point.at),
          after: after.indices.contains(index) ? ForecastPage.Content.day(after[index].at) : nil)
      })
  }

  init(costs view: SimulationView) {
    let id = "costs"
    let cost = view.before.cost
    let points = cost.curve.map { CurveChart.Point(value: Double($0.cost), share: $0.share) }
    let after = view.after?.cost.curve ?? []
    let second = after.map { CurveChart.Point(value: Double($0.cost), share: $0.share) }
    var lines = [("P50", cost.p50, "half"), ("P80", cost.p80, "most")]
    if let budget = view.budget { lines.append(("granted", budget, "planned")) }
    let marks = lines.map { name, amount, kind in
      CurveChart.Line(
        value: Double(amount), label: "\(name) \(ForecastPage.Content.money(amount, view.currency))", kind: kind)
    }
    self.init(
      id: id, title: "What it costs", unit: "At most",
      chart: CurveChart(
        points, second: second, lines: marks, ticks: Self.amounts(points + second), caption: "\(id)-caption")?.svg,
      hasAfter: view.after != nil, caption: "Share of the samples that cost at most an amount, in \(view.currency).",
      rows: cost.curve.enumerated().map { index, point in
        Row(
          share: Figures.percent(point.share), value: ForecastPage.Content.money(point.cost, view.currency),
          after: after.indices.contains(index) ? ForecastPage.Content.money(after[index].cost, view.currency) : nil)
      })
  }

  private static func seconds(_ text: String) -> Double? { Timestamp(text: text).map { Double($0.seconds) } }

  private static func points(_ curve: [SimulationView.Dates.Point]) -> [CurveChart.Point] {
    curve.compactMap { point in seconds(point.at).map { CurveChart.Point(value: $0, share: point.share) } }
  }

  /// Five dates at equal distances.
  private static func months(_ points: [CurveChart.Point]) -> [CurveChart.Tick] {
    fifths(points).map { value in
      let parts = Timestamp(seconds: Int64(value)).description.prefix(10).split(separator: "-")
      let month = parts.count == 3 ? Int(parts[1]).map { Stamp.months[($0 + 11) % 12] } ?? "" : ""
      let day = parts.count == 3 ? Int(parts[2]) ?? 0 : 0
      return CurveChart.Tick(value: value, label: "\(day) \(month) \(parts.first ?? "")")
    }
  }

  private static func amounts(_ points: [CurveChart.Point]) -> [CurveChart.Tick] {
    fifths(points).map { CurveChart.Tick(value: $0, label: Figures.roundMoney(Int($0))) }
  }

  private static func fifths(_ points: [CurveChart.Point]) -> [Double] {
    guard let least = points.map(\.value).min(), let most = points.map(\.value).max(), most > least,
      least.magnitude < 9e15, most.magnitude < 9e15
    else { return [] }
    return (0...4).map { least + (most - least) * Double($0) / 4 }
  }
}
