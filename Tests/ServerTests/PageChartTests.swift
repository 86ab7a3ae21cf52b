import Foundation
import Operations
import Testing

@testable import Server

@Suite struct PageChartTests {
  @Test func theChartHoldsEachItemOnceAndEscapesIt() throws {
    let plan = try PlanSample(
      items: [
        PlanSample.item("a", "<b>a</b>", "2026-03-02T09:00:00Z", "2026-03-06T17:00:00Z", "\"missesDeadline\":true"),
        PlanSample.item("b", "<b>b</b>", "2026-03-06T17:00:00Z", "2026-04-20T17:00:00Z", "\"isCritical\":true"),
      ]
    ).view()
    let chart = try #require(GanttChart(plan, now: "2026-03-10T09:00:00Z", phases: ["build"]))
    #expect(chart.svg.ranges(of: "class=\"gantt-name\"").count == 2)
    #expect(!chart.svg.contains("<b>") && chart.svg.contains("&lt;b&gt;a&lt;/b&gt;"))
    #expect(chart.svg.contains("gantt-now") && chart.svg.contains("misses its deadline"))
    #expect(chart.caption == "2 items from Mon 2 Mar 2026 to Mon 20 Apr 2026, 1 of them critical.")
    #expect(!chart.svg.contains("gantt-agreed") && !chart.svg.contains("gantt-opens"))
    #expect(GanttChart(try PlanSample(items: []).view(), now: "", phases: []) == nil)
  }

  @Test func whatWasAgreedOnLiesUnderEachBarAndWavesLieBelow() throws {
    let plan = try PlanSample(
      items: [
        PlanSample.item(
          "a", "A", "2026-03-02T09:00:00Z", "2026-03-13T17:00:00Z",
          "\"criticality\":\"near-critical\",\"baselineStart\":\"2026-03-02T09:00:00Z\","
            + "\"baselineFinish\":\"2026-03-06T17:00:00Z\",\"daysLate\":7")
      ],
      waves: [
        "{\"id\":\"one\",\"name\":\"One & only\",\"opens\":\"2026-03-16\",\"opened\":\"2026-03-18\","
          + "\"baselineOpens\":\"2026-03-09\",\"daysLate\":9}",
        "{\"id\":\"two\",\"name\":\"Two\",\"opens\":\"2026-03-30\"}",
      ]
    ).view()
    let svg = try #require(GanttChart(plan, now: "2026-03-10T09:00:00Z", phases: ["build"])?.svg)
    #expect(svg.ranges(of: "gantt-agreed").count == 2)
    #expect(svg.ranges(of: "gantt-near").count == 1)
    #expect(svg.ranges(of: "gantt-opens").count == 2 && svg.ranges(of: "gantt-opened").count == 1)
    #expect(svg.contains("One &amp; only"))
    let item = try #require(svg.firstRange(of: "gantt-near")), wave = try #require(svg.firstRange(of: "gantt-opens"))
    #expect(item.lowerBound < wave.lowerBound)
    // The agreed bar ends before the item's own: the axis is one for both.
    let widths = svg.matches(of: /class="gantt-(?:near|agreed)" x="\d+" y="\d+" width="(\d+)"/).compactMap {
      Int($0.output.1)
    }
    #expect(widths.count == 3 && widths[0] > widths[1])
  }

  @Test(arguments: [120, 1_000])
  func aPlanOfManyItemsIsDrawnByPhase(_ count: Int) throws {
    let items = (0..<count).map { index in
      PlanSample.item(
        "i\(index)", "Item \(index)", "2026-0\(1 + index % 9)-02T09:00:00Z", "2026-0\(1 + index % 9)-20T17:00:00Z",
        "\"phase\":\"p\(index % 6)\",\"isCritical\":\(index % 7 == 0)")
    }
    let plan = try PlanSample(items: items).view()
    let phases = (0..<6).map { "p\($0)" }
    let whole = try #require(GanttChart(plan, now: "2026-05-01T00:00:00Z", phases: phases))
    #expect(whole.svg.ranges(of: "class=\"gantt-name\"").count == 6)
    #expect(whole.caption.hasPrefix("\(count) items from Fri 2 Jan 2026"))
    let charts = phases.enumerated().compactMap {
      GanttChart(plan, now: "2026-05-01T00:00:00Z", phase: $0.element, number: $0.offset)
    }
    #expect(charts.reduce(0) { $0 + $1.svg.ranges(of: "class=\"gantt-name\"").count } == count)
    #expect(Set(charts.map(\.captionID) + [whole.captionID]).count == 7)
    // One axis for all: the same line of today in every chart.
    let today = Set((charts + [whole]).compactMap { $0.svg.firstMatch(of: /gantt-now" x1="(\d+)"/)?.output.1 })
    #expect(today.count == 1)
  }

  @Test(arguments: [
    ("1970-01-01T00:00:00Z", "2400-01-01T00:00:00Z"), ("2026-03-02T09:00:00Z", "2026-03-02T09:00:00Z"),
    ("2026-03-02T09:00:00Z", "2025-01-01T09:00:00Z"), ("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"),
  ])
  func everyAxisIsShort(_ start: String, _ finish: String) throws {
    let plan = try PlanSample(items: [PlanSample.item("a", "A", start, finish, "")]).view()
    let svg = GanttChart(plan, now: start, phases: ["build"])?.svg ?? ""
    #expect(svg.ranges(of: "gantt-month-name").count <= 30)
  }

  @Test func theCurveRisesAndCarriesItsMarks() throws {
    let points = (0...20).map { CurveChart.Point(value: 1_000 + Double($0 * $0), share: Double($0) / 20) }
    let chart = try #require(
      CurveChart(
        points, second: points, lines: [.init(value: 1_100, label: "P50 <x>", kind: "half")],
        ticks: [.init(value: 1_000, label: "low"), .init(value: 9_999, label: "outside")], caption: "c"))
    #expect(chart.svg.contains("P50 &lt;x&gt;") && chart.svg.contains(">low<") && !chart.svg.contains("outside"))
    #expect(chart.svg.contains("curve-before") && chart.svg.contains("curve-after"))
    let line = try #require(chart.svg.firstMatch(of: /curve-before" points="([^"]*)"/)?.output.1)
    let heights = line.split(separator: " ").compactMap { $0.split(separator: ",").last.flatMap { Int($0) } }
    #expect(heights.count == 21 && heights == heights.sorted(by: >))
    #expect(CurveChart([], lines: [], ticks: [], caption: "c") == nil)
    let flat = [CurveChart.Point(value: 5, share: 0), CurveChart.Point(value: 5, share: 1)]
    #expect(CurveChart(flat, lines: [], ticks: [], caption: "c") != nil)
    let endless = [CurveChart.Point(value: .infinity, share: 0), CurveChart.Point(value: 1, share: 1)]
    #expect(CurveChart(endless, lines: [], ticks: [], caption: "c") == nil)
  }

  @Test func whatIsUsedStandsWithinWhatThereIs() throws {
    let weeks = try JSONDecoder().decode(
      [WavePlanView.UsageLine.Week].self,
      from: Data(
        """
        [{"week":"2026-03-02","used":500,"limit":1000},{"week":"2026-03-16","used":1000,"limit":1000}]
        """.utf8))
    let svg = try #require(UsageChart(weeks, caption: "u")?.svg)
    let heights = svg.matches(of: /usage-(used|limit)" x="(\d+)" y="\d+" width="\d+" height="(\d+)"/).map {
      (String($0.output.1), Int($0.output.2) ?? 0, Int($0.output.3) ?? 0)
    }
    #expect(heights.map(\.0) == ["limit", "used", "limit", "used"])
    #expect(heights[1].2 * 2 == heights[3].2 && heights[3].2 == heights[2].2)
    // The week in between, in which nothing is used, keeps its place.
    #expect(heights[2].1 - heights[0].1 == 24)
    #expect(UsageChart([], caption: "u") == nil)
  }

  @Test(arguments: [
    (0, "none"), (45, "45 working minutes"), (60, "1 working hour"), (480, "8 working hours"),
    (960, "16 working hours (2 days of 8 hours)"), (-90, "−1 working hour"),
    (Int.min, "−153722867280912930 working hours (−19215358410114116 days of 8 hours)"),
  ])
  func timeToSpareIsSaidInWords(_ minutes: Int, _ words: String) { #expect(Figures.working(minutes) == words) }

  @Test(arguments: [
    (0.0, "0 %"), (0.004, "less than 1 %"), (0.5, "50 %"), (0.995, "more than 99 %"), (1, "100 %"), (.nan, "0 %"),
  ])
  func nothingIsCertainThatIsNot(_ share: Double, _ words: String) { #expect(Figures.percent(share) == words) }

  @Test(arguments: [
    (Int64(0), "0.00 GBP"), (123_456_789, "1,234,567.89 GBP"), (-5, "−0.05 GBP"), (100_000, "1,000.00 GBP"),
    (Int64.min, "−92,233,720,368,547,758.08 GBP"),
  ])
  func moneyIsGrouped(_ minorUnits: Int64, _ words: String) { #expect(Figures.money(minorUnits, "GBP") == words) }

  @Test(arguments: [
    (0, "on the day"), (1, "1 day late"), (-1, "1 day early"), (12, "12 days late"), (-3, "3 days early"),
  ])
  func datesStandBesideThoseAgreedOn(_ days: Int, _ words: String) { #expect(Figures.late(days) == words) }

  @Test(arguments: [
    (0.0, "0 days"), (1, "1 day"), (2.25, "2.3 days"), (-0.01, "0 days"), (-1.5, "−1.5 days"), (.nan, ""),
  ])
  func daysAreRounded(_ days: Double, _ words: String) { #expect(Figures.days(days) == words) }
}

/// A plan as the use case answers it, written out.
struct PlanSample {
  var items: [String]
  var waves: [String] = []

  /// - Parameter changed: members of the item other than usual, as JSON.
  static func item(_ id: String, _ name: String, _ start: String, _ finish: String, _ changed: String) -> String {
    let usual = [
      ("phase", "\"build\""), ("lateFinish", "\"\(finish)\""), ("state", "\"planned\""), ("isCritical", "false"),
      ("criticality", "\"uncritical\""), ("completion", "\"attestation\""), ("reasons", "[]"), ("drivers", "[]"),
      ("assignments", "[]"), ("missesDeadline", "false"), ("cost", "0"),
    ]
    let members =
      ["\"id\":\"\(id)\"", "\"name\":\"\(name)\"", "\"start\":\"\(start)\"", "\"finish\":\"\(finish)\""]
      + usual.filter { !changed.contains("\"\($0.0)\":") }.map { "\"\($0.0)\":\($0.1)" }
    return "{\((members + (changed.isEmpty ? [] : [changed])).joined(separator: ","))}"
  }

  func view() throws -> PlanView {
    let text =
      "{\"items\":[\(items.joined(separator: ","))],\"phases\":[],\"waves\":[\(waves.joined(separator: ","))],"
      + "\"isProvedEarliest\":true,\"criticalPath\":[],\"cost\":0,\"currency\":\"GBP\"}"
    return try JSONDecoder().decode(PlanView.self, from: Data(text.utf8))
  }
}
