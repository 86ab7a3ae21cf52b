package import Scheduling

/// What the wave planner found, in sentences: it knows indices, this knows names.
package struct WaveWords: Sendable {
  private let input: WaveInput

  package init(_ input: WaveInput) { self.input = input }

  private var problem: WaveProblem { input.problem }

  package func date(_ day: Int) -> CivilDate { problem.date(of: day) ?? .latest }

  private func day(_ day: Int) -> String { Catalogue.date(date(day)) }

  private func unit(_ index: Int) -> String { "“\(problem.units[index].id)”" }

  private func units(_ indices: [Int]) -> String {
    let names = indices.prefix(4).map(unit)
    let rest = indices.count - names.count
    return names.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }

  private func side(_ segment: Int) -> String {
    Audience.Side.allCases.indices.contains(segment) ? Audience.Side.allCases[segment].rawValue : "segment \(segment)"
  }

  private func amount(_ thousandths: Int) -> String { Self.decimal(thousandths) }

  /// `12.5` for 12,500 thousandths.
  package static func decimal(_ thousandths: Int) -> String {
    let (whole, rest) = thousandths.magnitude.quotientAndRemainder(dividingBy: 1_000)
    let sign = thousandths < 0 ? "-" : ""
    guard rest > 0 else { return "\(sign)\(whole)" }
    var digits = String(String(1_000 + rest).dropFirst())
    while digits.last == "0" { digits.removeLast() }
    return "\(sign)\(whole).\(digits)"
  }

  package func sentence(_ reason: WaveReason) -> String {
    switch reason {
    case .statusDay: "nothing opens before today"
    case .openingDays: "no earlier day on which all of its audiences may open"
    case .readiness(let unit, let day): "\(self.unit(unit)) is not ready before \(self.day(day))"
    case .relation(let index, let day):
      "\(unit(problem.relations[index].after)) waits for \(unit(problem.relations[index].before)) until \(self.day(day))"
    case .soak(_, let until): "the wave before is watched until \(day(until))"
    case .closure(let index, let unit): "freeze: \(problem.closures[index].id), for \(self.unit(unit))"
    case .capacity(let index, let week, let needed, let free):
      "\(problem.capacities[index].id): week of \(day(7 * week)) has \(amount(free)) free, \(amount(needed)) wanted"
    case .growth(let limit): "growth allows at most \(limit) people"
    case .firstShare(let limit): "a first wave has at most \(limit) people"
    case .coverage(let segment): "the first wave covers \(side(segment))"
    case .siteLimit: "its site has as many audiences in one wave as are allowed"
    case .apart(let index):
      "\(unit(problem.apart[index].first)) and \(unit(problem.apart[index].second)) must not open together"
    case .minimumWaves(let count): "there must be \(count) waves"
    case .goal: "no better day was found"
    }
  }

  package func sentence(_ conflict: WaveConflict) -> String {
    switch conflict {
    case .circle(let units): "These audiences wait for each other: \(self.units(units))."
    case .togetherApart(let pair):
      "\(unit(problem.apart[pair].first)) and \(unit(problem.apart[pair].second)) must open together and must not."
    case .togetherGap(let relation):
      "\(unit(problem.relations[relation].before)) and \(unit(problem.relations[relation].after)) must open together "
        + "and \(problem.relations[relation].gap) days apart."
    case .noOpeningDay(let units): "There is no day on which \(self.units(units)) may open."
    case .tooLarge(let units, let capacity):
      "\(self.units(units)) need more of \(problem.capacities[capacity].id) than there is at any time."
    case .siteLimit(let units): "\(self.units(units)) open together and are more of one site than a wave may have."
    case .coverage(let segment): "No choice of \(side(segment)) fits into the first wave."
    case .growth: "Waves that grow as slowly as this never become large enough for everybody."
    case .tooManyWaves(let least): "At least \(least) waves are needed, more than are allowed."
    case .tooLate(let bound, let last):
      "The last wave cannot open before \(day(bound)), and it should have by \(day(last))."
    case .exhausted: "Every possibility was tried; none keeps every rule."
    }
  }

  package func sentence(_ relaxation: WaveRelaxation) -> String {
    let amount = relaxation.amount
    switch relaxation.kind {
    case .finishBy:
      return "the last wave opens by \(day((problem.finishBy ?? 0) + amount)), \(amount) \(Self.days(amount)) later"
    case .capacity(let index): return "\(problem.capacities[index].id): \(self.amount(amount)) more every week"
    case .firstShare:
      return "the first wave has up to \(Self.decimal(((problem.rules.firstShare ?? 0) + amount) * 100)) % of everybody"
    case .growth: return "waves grow up to \(Self.decimal((problem.rules.growth ?? 0) + amount)) times"
    case .soak: return "waves are watched for \(problem.rules.soak - amount) days, \(amount) fewer"
    case .siteLimit: return "\((problem.rules.siteLimit ?? 0) + amount) audiences of one site in a wave"
    case .maximumWaves: return "\((problem.rules.maximumWaves ?? 0) + amount) waves"
    case .minimumWaves: return "\(problem.rules.minimumWaves - amount) waves at least"
    case .relation(let index):
      let relation = problem.relations[index]
      return "\(unit(relation.after)) does not wait for \(unit(relation.before))"
    case .apart(let index):
      return "\(unit(problem.apart[index].first)) and \(unit(problem.apart[index].second)) may open together"
    case .together(let index): return "\(units(problem.together[index])) need not open together"
    case .closure(let index): return "the freeze “\(problem.closures[index].id)” is lifted"
    case .coverage(let segment): return "the first wave need not cover \(side(segment))"
    case .readiness(let unit): return "\(self.unit(unit)) is ready \(amount) \(Self.days(amount)) earlier"
    }
  }

  private static func days(_ count: Int) -> String { count == 1 ? "day" : "days" }

  package static func sentence(_ error: WaveProblemError) -> String {
    switch error {
    case .outOfRange(let what, let index): "A number of the wave planning is out of range: \(what), entry \(index + 1)."
    case .unknownIndex(let what, let index): "The wave planning names something unknown: \(what), entry \(index + 1)."
    case .fixedTwice: "An audience belongs to two waves that have begun."
    case .wrongCount(let what, _): "The lists of the wave planning do not fit each other: \(what)."
    }
  }
}
