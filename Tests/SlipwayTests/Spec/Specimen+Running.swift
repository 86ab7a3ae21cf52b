extension Specimen {
  /// A programme with every key of what Slipway carries out itself, in which mistakes can be made by changing a line.
  static let running = """
    slipway: 1
    programme: brewery
    name: A brewery gets a book of barrels
    starts: 2026-03-02
    timezone: Europe/London
    systems:
      - id: barrels
        refuses:
          post: http://127.0.0.1:1/fill
          headers: {X-Remote-User: nobody.yet}
          body: "{}"
          status: 403
      - {id: chalk, role: old, replaced-by: barrels}
    calendars:
      - {id: cellar, days: [mon, tue]}
      - {id: pub, timezone: America/New_York}
    audiences:
      - {id: brewers, units: [cellar]}
    implementation:
      phases:
        - {id: build, exit: [items, components]}
        - {id: deploy, exit: [requirements, data-objects, dark]}
      items:
        - {id: agreed, phase: build, estimate: 1d}
      components:
        - id: files
          probe: {file: /srv/b.ini, contains: port, checksum: \(sum), mode: "0640"}
          apply:
            command: lay-files
            arguments: [/srv, "", --port=1]
            environment: {BREW_HOME: /srv/home, LANG_2: C}
            folder: /srv
            time-limit: 90s
            exits: [0, 2]
            contains: laid
            retries: 2
          plan: {command: look, arguments: [--check], unchanged-exits: [0], unchanged-contains: "changed=0"}
          verify: [{directory: /srv/run, mode: "750", holds: [b.ini, log]}, {process: brewd}]
          every: 30s
          expires: 5m
        - id: database
          after: [files]
          probe: {sql: select count(*) from barrels, sqlite: /srv/b.db, equals: "10"}
          apply: {command: make-database}
        - {id: warehouse, probe: {sql: select 1, postgres: host=db dbname=b, at-least: 1, at-most: 2.5}}
        - {id: tls, probe: {tls: 127.0.0.1:8443, name: beer.example, valid-for: 21d}}
        - {id: dns, probe: {dns: beer.example, addresses: [127.0.0.1, "::1"]}}
        - {id: pid, probe: {pid-file: /srv/b.pid}}
        - {id: disk, probe: {disk: /srv, free: 1.5 GiB}}
        - {id: share, probe: {disk: /var, free-share: 10 %}}
        - {id: load, probe: {prometheus: "http://127.0.0.1:9090", query: up, at-least: 0.5}}
        - {id: own, probe: {command: look-twice, arguments: [now], contains: [all, well]}}
        - {id: web, after: [database, pid], probe: {http: "http://127.0.0.1:1/health", within: 250ms}}
      requirements:
        - {id: counted, statement: Barrels are counted.}
      tests:
        - id: fill
          covers: [counted]
          steps:
            - post: http://127.0.0.1:1/fill
              status: 201
              capture: {number: barrel.id, answer: "."}
            - {command: look, arguments: ["${number}"], contains: full, capture: {line: }}
            - {sql: "select n from barrels where id = ${number}", sqlite: /srv/b.db, at-least: 1}
            - {sql: select 2, sqlite: /srv/b.db, capture: {two: .}}
            - {get: "http://127.0.0.1:1/${number}/${two}", contains: "${answer} $line"}
          every: 1h
          after-drift-of: [database]
          expires: 14d
        - {id: units, report: {suite: brew.*, name: test_fill}}
        - id: tasting
          witnessed: [{do: Draw a pint, expect: It foams}, {do: Drink it, expect: It is good}]
      lessons:
        - id: tapping
          minutes: 90
          questions:
            - {ask: Where?, options: [Here, There], answers: Here}
            - {ask: When?, options: [Now, Then], answers: Now}
            - {ask: Who?, options: [You, Nobody], answers: You}
          draw: 2
          attempts: 3
          practical: {event: barrel.tapped, system: barrels, at-least: 2}
          activities: ["https://learning.example/tapping"]
          session: true
          expires: 90d
      curricula:
        - {id: cellarer, name: Cellarers, roles: [cellarer], lessons: [tapping]}
      sessions:
        - {id: early, lesson: tapping, room: The cellar, trainer: ida, starts: 2026-04-01T09:00, seats: 8}
        - {id: late, lesson: tapping, room: The cellar, trainer: ida, starts: 2026-04-01T10:30, seats: 6}
        - {id: abroad, lesson: tapping, room: The pub, starts: 2026-04-01T09:00, seats: 4, calendar: pub}
      data-objects:
        - id: stock
          source: chalk
          owner: ida
          load: {command: load-stock, arguments: [--all], time-limit: 10m}
          totals:
            - id: litres
              name: Litres
              old: {sql: select sum(l) from chalk, sqlite: /srv/old.db}
              new: {sql: select sum(l) from barrels, postgres: "postgresql://brew@db/b"}
              within: 0.5
          rejects: {sql: select reason from rejects, sqlite: /srv/b.db}
          expires: 2w
        - {id: recipes, owner: ida}
    readiness:
      technical:
        - {id: dark, phase: deploy}
        - {id: rehearsed, rehearsal: cellar}
      people:
        - {id: taught, curriculum: cellarer, share: 90 %}
    rollout:
      system: barrels
      waves:
        - id: cellar
          audiences: [brewers]
          opens: 2026-05-11
          approver: ida
          conditions: [{curriculum: cellarer}]
          cutover:
            rehearsals: {at-least: 2, within: 10d}
            no-return: switch
            sandbox:
              folder: /srv/sandbox
              replaces: {127.0.0.1:1: 127.0.0.1:2, /srv: /srv/sandbox, /srv/old: /srv/sandbox/old}
            steps:
              - {id: copy, only: rehearsal, command: make-sandbox, reverse: {command: drop-sandbox}}
              - id: told
                name: The cellar knows
                owner: ida
                takes: 10m
                after: copy
                confirm: true
              - id: freeze
                owner: jan
                after: [told]
                steps: [{post: "http://127.0.0.1:1/freeze"}]
                reverse: {steps: [{post: "http://127.0.0.1:1/thaw"}]}
              - {id: move, load: stock, after: [freeze]}
              - {id: up, component: web, after: [freeze]}
              - {id: look, probe: {http: "http://127.0.0.1:1/"}, after: [up]}
              - {id: try, test: fill, after: [look, move]}
              - {id: taste, owner: ida, test: tasting, after: [try]}
              - {id: switch, command: switch, arguments: [on], after: [taste], owner: ida, reverse: {confirm: true}}
              - {id: open, opens: true, after: [switch]}

    """

  static let sum = "935113a32fe242417dfe611905e96451067b19d3874ff63fd69b724cdbbe3f51"
}
