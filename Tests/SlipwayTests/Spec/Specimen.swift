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
    resources:
      - id: room
        capacity: 4
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
    surveys:
      - id: week
        audiences: [sellers]
        after: 1w

    """
}
