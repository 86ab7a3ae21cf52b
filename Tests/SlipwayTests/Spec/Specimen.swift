/// A programme in which every kind of mistake can be made by changing a line.
enum Specimen {
  static let text = """
    slipway: 1
    programme: mill
    name: A mill gets a till
    starts: 2026-03-02
    timezone: Europe/London
    currency: GBP
    charter:
      definition: {implementation: It runs., rollout: All use it.}
      scope: [sales]
      goals:
        - id: in-time
          stage: implementation
          statement: It is ready.
          measure: finish
          by: 2026-05-08
        - id: live
          stage: rollout
          statement: All use it.
          measure: live
          at-least: 95 %
    systems:
      - id: till
        name: Till
        role: new
      - id: drawer
        role: old
        replaced-by: till
        overlap: read
    calendars:
      - id: shop
        days: [mon, tue]
        hours: [09:00-12:00, 13:00-17:00]
        staffed: 09:00-15:00
        holidays: [2026-04-03]
    freezes:
      - id: easter
        from: 2026-04-02
        to: 2026-04-06
        kinds: [admission]
    units:
      - id: mill
      - id: front
        parent: mill
      - id: back
        parent: mill
    legal-entities:
      - id: mill-ltd
        measuring: aggregate
    audiences:
      - id: sellers
        units: [front]
      - id: bakers
        units: [back]
        calendar: shop
    implementation:
      phases:
        - id: build
      items:
        - id: order
          phase: build
          estimate: {optimistic: 1d, likely: 2d, pessimistic: 4d}
        - id: install
          phase: build
          estimate: 3d
          after: [{item: order, type: finish-start, lag: 1d}]
          done-by: {component: app}
        - id: accept
          phase: build
          estimate: 1d
          after: install
          done-by: {approval: [ida]}
          needs:
            - lead
            - {resource: room, amount: 2}
            - {skill: wiring}
          cost: 250.00
          not-after: 2026-05-04
          must-start: 2026-04-20
          as-late-as-possible: true
        - id: move
          phase: build
          effort: {optimistic: 2d, likely: 4d, pessimistic: 8d}
          needs: [{skill: wiring, count: 2}]
          after: [{item: accept, lag: 3d, elapsed: true}]
      components:
        - id: app
          probe: {http: "http://127.0.0.1:1/health", status: 200}
          every: 6h
          expires: 24h
        - id: port
          probe: {tcp: 127.0.0.1:1}
      requirements:
        - id: adds-up
          statement: It adds up.
      tests:
        - id: sum
          covers: [adds-up]
          steps:
            - get: http://127.0.0.1:1/sum
              json: [{path: total, equals: 3}]
      lessons:
        - id: selling
          text: Press the keys.
          questions:
            - ask: Which key?
              options: [The green one, The red one]
              answers: The green one
          pass-mark: 67 %
          cooling-off: 1h
      data-objects:
        - id: prices
          source: drawer
          owner: ida
      conditions:
        - id: account
          grace: 3d
    readiness:
      observed-share: 50 %
      technical:
        - id: infrastructure
          check: components
      people:
        - id: learned
          lesson: selling
          share: 90 %
      board: {members: [ida, jan], quorum: 2, required: true}
    rollout:
      system: till
      waves:
        - id: first
          audiences: [sellers]
          opens: 2026-05-11
          latest: 2026-05-22
          steps: [25 %, 100 %]
          approver: ida
          conditions: [{lesson: selling}, {condition: account}]
          exit: {live: 90 %}
          guardrails: [{id: tickets, metric: tickets, compare: threshold, margin: 0.5, may: pause}]
        - id: second
          audiences: [bakers]
          opens: 2026-06-02
          approver: ida
          entry: [{wave: first, reaches: closed}]
      planning:
        earliest: 2026-05-12
        finish-by: 2026-09-30
        opens-on: [wed, thu]
        soak: 2w
        first-wave: {at-most: 62.5 %, covers: [internal]}
        growth: 2.5
        per-site: 1
        waves: 5
        training-within: 3w
        capacities:
          - id: seats
            name: Seats
            per-week: 12.5
            changes: [{from: 2026-07-06, per-week: 20}, {from: 2026-06-01, per-week: 8}]
            per-person: 1
            during: training
            for: [internal, partners]
          - {id: helpers, per-week: 40, per-person: 0.25, during: hypercare, half-life: 2w}
          - {id: doors, per-week: 100, per-person: 1, during: go-live}
        units:
          - audience: sellers
            ready: 2026-05-18
            risk: 30
            site: High Street
            apart-from: [bakers]
          - audience: bakers
            after: [{audience: sellers, gap: 10d}]
        launch-window: {from: 2026-05-25, to: 2026-06-19, value-per-week: 750.00}
    resources:
      - id: room
        capacity: 4
      - id: lead
        skills: [wiring]
        cost-per-day: 480.00
        absences: [{name: leave, from: 2026-04-07, to: 2026-04-10}, {from: 2026-04-14}]
      - id: fitters
        skills: wiring
    budget:
      - id: licences
        amount: 100.00
    stakeholders:
      - id: guests
        power: 2
    risks:
      - id: late
        probability: 20 %
        impact-days: 3
        affects: [install]
        impact-cost: 900.00
        mitigated: {probability: 5 %, impact-days: 2, costs: 60.00}
    surveys:
      - id: week
        audiences: [sellers]
        after: 1w

    """
}
