/// A quarry that gets a weighbridge: a small programme with people on its work, risks, and rules for waves.
enum PageQuarry {
  /// - Parameters:
  ///   - finishBy: the day by which the last wave should have opened.
  ///   - planning: whether the document says how waves are planned.
  static func document(finishBy: String = "2026-12-31", planning: Bool = true) -> String {
    let rules = """
        planning:
          earliest: 2026-04-20
          finish-by: \(finishBy)
          soak: 7d
          growth: 3
          training-within: 28d
          capacities:
            - {id: seats, name: "Seats <b>", per-week: 6, per-person: 1, during: training}
          units:
            - {audience: yard, after: [{audience: pit, gap: 7d}]}
      """
    return """
      slipway: 1
      programme: quarry
      name: The quarry gets a weighbridge (synthetic)
      starts: 2026-03-02
      currency: GBP
      systems:
        - {id: bridge, name: Weighbridge, role: new, alias: login, url: "http://bridge.example/"}
        - {id: slate, name: Slate, role: old, replaced-by: bridge, alias: login, overlap: read, url: "http://slate.example/"}
      calendars:
        - {id: office, days: [mon, tue, wed, thu, fri], hours: ["09:00-17:00"], staffed: "09:00-15:00"}
      units: [{id: pit}, {id: yard}]
      audiences:
        - {id: pit, name: "Pit <em>", units: [pit]}
        - {id: yard, name: Yard, units: [yard]}
      implementation:
        phases: [{id: build, name: Build}]
        items:
          - id: ground
            name: Ground dug & <strong>levelled</strong>
            phase: build
            needs: [ada]
            estimate: {optimistic: 3d, likely: 5d, pessimistic: 9d}
          - {id: frame, name: Frame set, phase: build, needs: [ada], estimate: {optimistic: 2d, likely: 4d, pessimistic: 8d}}
          - {id: cable, name: Cable laid, phase: build, needs: [{resource: crew, amount: 2}], estimate: 2d, cost: 150.00}
          - {id: weights, name: Weights proven, phase: build, after: [frame, cable], estimate: 3d, deadline: 2026-03-10}
      readiness:
        technical: [{id: proven, item: weights}]
        people: [{id: told, item: ground}]
      rollout:
        system: bridge
      \(planning ? rules : "")
        waves:
          - {id: first, name: First, audiences: [pit], opens: 2026-04-20, approver: rosa}
          - {id: second, name: Second, audiences: [yard], opens: 2026-06-01, approver: rosa}
      resources:
        - {id: ada, name: "Ada <fitter>", cost-per-day: 400.00}
        - {id: crew, name: Crew, capacity: 3, unit: people}
      budget: [{id: all, name: All of it, amount: 9000.00}]
      risks:
        - id: rain
          name: It rains & rains
          probability: 40 %
          impact-days: 60
          affects: [ground]
          mitigation: A tent.
          mitigated: {probability: 10 %, impact-days: 1, costs: 300.00}

      """
  }

  static var people: String {
    (1...8).reduce(into: "number,name,email,login,kind,unit,site,role,primary,share,from,to\n") { text, number in
      text +=
        "Q\(number),Person \(number),q\(number)@quarry.example,q\(number),employee,\(number <= 3 ? "pit" : "yard"),"
        + "hill,hand,yes,100,2020-01-01,\n"
    }
  }
}
