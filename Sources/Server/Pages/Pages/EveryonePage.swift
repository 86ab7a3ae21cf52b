import Hummingbird
import Operations
import Slipway

/// The ledger: everyone, each in exactly one column, to be filtered and searched.
struct EveryonePage: Sendable {
  let headcount: Int
  let sum: String
  let bar: String
  let columns: [Column]
  let audiences: [Choice]
  let places: [Choice]
  let search: String
  let showsNames: Bool
  let people: [Row]
  let found: String
  let isFiltered: Bool
  let earlier: String?
  let later: String?

  struct Column: Sendable {
    let mark: Mark
    let count: Int
    let address: String
    let isCurrent: Bool
  }

  struct Choice: Sendable {
    let value: String
    let label: String
    let isChosen: Bool
  }

  struct Row: Sendable {
    let number: Int
    let name: String
    let personnel: String
    let place: String
    let comesWith: String
    let column: Mark
    let why: String
  }

  /// What is asked for; anything else in the address is ignored.
  struct Filter: Sendable {
    var column = ""
    var audience = ""
    var search = ""
    var page = 0

    init(_ query: Form) {
      column = EveryonePage.names.contains(query["column"]) ? query["column"] : ""
      audience = String(query["audience"].prefix(64))
      search = String(query["q"].prefix(100))
      page = min(max(0, Int(query["page"]) ?? 0), 100_000)
    }

    func address(column: String? = nil, page: Int = 0) -> String {
      let column = column ?? self.column
      let parts = [
        column.isEmpty ? nil : "column=\(column)", audience.isEmpty ? nil : "audience=\(Form.encode(audience))",
        search.isEmpty ? nil : "q=\(Form.encode(search))", page > 0 ? "page=\(page)" : nil,
      ].compactMap { $0 }
      return "/everyone" + (parts.isEmpty ? "" : "?" + parts.joined(separator: "&"))
    }
  }

  fileprivate static let names = ["live", "scheduled", "held", "excepted", "uncovered"]
  private static let pageLength = 100

  init(_ view: EveryoneView, _ filter: Filter, audiences known: [(id: String, name: String)], mayChooseAll: Bool) {
    headcount = view.headcount
    let counts = [view.live, view.scheduled, view.held, view.excepted, view.uncovered]
    sum = counts.map(String.init).joined(separator: " + ")
    bar = LedgerBar(view).svg
    columns = zip(EveryonePage.names, counts).map { name, count in
      // A chosen column leads back to all of them.
      Column(
        mark: .column(name), count: count, address: filter.address(column: filter.column == name ? "" : name),
        isCurrent: filter.column == name)
    }
    audiences =
      (mayChooseAll ? [Choice(value: "", label: "All audiences", isChosen: filter.audience.isEmpty)] : [])
      + known.map { Choice(value: $0.id, label: $0.name, isChosen: filter.audience == $0.id) }
    places =
      [Choice(value: "", label: "Everywhere", isChosen: filter.column.isEmpty)]
      + EveryonePage.names.map { Choice(value: $0, label: $0, isChosen: filter.column == $0) }
    search = filter.search
    showsNames = view.people != nil
    isFiltered = !(filter.column.isEmpty && filter.audience.isEmpty && filter.search.isEmpty)
    let wanted = (view.people ?? []).filter { EveryonePage.fits($0, filter) }
    let last = max(0, (wanted.count - 1) / EveryonePage.pageLength)
    let page = min(filter.page, last)
    people = wanted.dropFirst(page * EveryonePage.pageLength).prefix(EveryonePage.pageLength).map(Row.init)
    found =
      wanted.count > people.count
      ? "\(page * EveryonePage.pageLength + 1) to \(page * EveryonePage.pageLength + people.count) of \(wanted.count) people"
      : wanted.count == 1 ? "1 person" : "\(wanted.count) people"
    earlier = page > 0 ? filter.address(page: page - 1) : nil
    later = page < last ? filter.address(page: page + 1) : nil
  }

  private static func fits(_ person: EveryoneView.Person, _ filter: Filter) -> Bool {
    guard filter.column.isEmpty || person.column == filter.column else { return false }
    guard !filter.search.isEmpty else { return true }
    let wanted = filter.search.lowercased()
    return [person.name, person.personnel, "#\(person.number)"].contains {
      $0?.lowercased().contains(wanted) ?? false
    }
  }
}

extension EveryonePage.Row {
  init(_ person: EveryoneView.Person) {
    self.init(
      number: person.number, name: person.name ?? "Person \(person.number)", personnel: person.personnel ?? "erased",
      place: person.audience ?? "no audience", comesWith: person.wave ?? "no wave", column: .column(person.column),
      why: person.why)
  }
}

extension PageRoutes {
  func addEveryone(to router: Router<AppContext>) {
    get(router, "everyone") { visit in
      var filter = EveryonePage.Filter(visit.query)
      let status = try await visit.ask(ShowStatus())
      var audiences = status.audiences.map { (id: $0.id, name: $0.name) }
      // A department head sees names in their own departments only.
      if visit.card.role == .departmentHead {
        audiences = audiences.filter { visit.card.audiences.contains($0.id) }
        if filter.audience.isEmpty { filter.audience = audiences.first?.id ?? "" }
      }
      let seesNames = visit.card.seesNames || visit.card.role == .departmentHead
      let view = try await visit.ask(
        ShowEveryone(listing: seesNames, audience: filter.audience.isEmpty ? nil : filter.audience))
      let page = EveryonePage(view, filter, audiences: audiences, mayChooseAll: visit.card.role != .departmentHead)
      return try show("everyone", "Everyone", tab: .everyone, visit, body: page)
    }
  }
}
