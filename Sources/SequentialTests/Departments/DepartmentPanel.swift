import Foundation

/// Rows of departments and weeks, solved by weighted least squares with effects of both.
///
/// Everything is held multiplied by the square root of the weights. Department effects are taken out by centring each
/// department; the week effects and the treatment, in this order, are made orthonormal, so that the projections needed
/// later are products of these columns.
struct DepartmentPanel {
  struct Cluster {
    /// One row a week of this department: what is left of week effects and, last, of treatment.
    var columns: [[Double]]
    /// What the model does not explain.
    var residuals: [Double]
  }

  let clusters: [Cluster]
  let weeks: Int
  let everTreated: Int
  let effect: Double
  /// Length of what is left of treatment; 0 where departments and weeks explain it.
  let treatedLength: Double
  /// Size of the outcome, to tell rounding from scatter.
  let scale: Double

  init(_ input: [DepartmentWeek]) throws(DepartmentError) {
    guard input.count <= StaggeredEffect.mostRows else { throw .impossibleInput }
    for row in input {
      guard row.users >= 0, row.users <= 1 << 53, row.treated >= 0, row.treated <= 1 else { throw .impossibleInput }
      guard row.mean.magnitude <= 1e100 else { throw .notFinite }
    }
    let rows = input.filter { $0.users > 0 }.sorted { ($0.department, $0.week) < ($1.department, $1.week) }
    for (row, next) in zip(rows, rows.dropFirst()) where row.department == next.department {
      guard row.week != next.week else { throw .impossibleInput }
    }
    let weekNumbers = Set(rows.map(\.week)).sorted()
    guard weekNumbers.count <= StaggeredEffect.mostWeeks else { throw .impossibleInput }
    let place = Dictionary(uniqueKeysWithValues: weekNumbers.enumerated().map { ($1, $0) })
    weeks = weekNumbers.count
    everTreated = Set(rows.filter { $0.treated > 0 }.map(\.department)).count

    // Only ratios of weights matter; relative to the heaviest their squares stay in range.
    let heaviest = Double(rows.map(\.users).max() ?? 1)
    let roots = rows.map { (Double($0.users) / heaviest).squareRoot() }
    let groups = Self.groups(rows)
    var outcome = rows.indices.map { rows[$0].mean * roots[$0] }
    Self.centre(&outcome, roots, groups)
    var columns: [[Double]] = []
    // The first week is what the others are compared with.
    for week in weekNumbers.dropFirst() {
      columns.append(rows.indices.map { place[rows[$0].week] == place[week] ? roots[$0] : 0 })
    }
    columns.append(rows.indices.map { rows[$0].treated * roots[$0] })
    var basis: [[Double]] = []
    var length = 0.0
    for (index, column) in columns.enumerated() {
      var column = column
      let before = Self.product(column, column).squareRoot()
      Self.centre(&column, roots, groups)
      // Twice, as once leaves rounding errors of what was taken away.
      for _ in 0..<2 {
        for direction in basis { Self.subtract(Self.product(column, direction), direction, from: &column) }
      }
      length = Self.product(column, column).squareRoot()
      let isExplained = length <= 1e-9 * before
      if index == columns.count - 1, isExplained { length = 0 }
      if !isExplained { basis.append(column.map { $0 / length }) }
    }
    treatedLength = length
    scale = Self.product(outcome, outcome).squareRoot()
    effect = length > 0 ? (basis.last.map { Self.product(outcome, $0) } ?? 0) / length : 0
    for direction in basis { Self.subtract(Self.product(outcome, direction), direction, from: &outcome) }
    clusters = groups.map { group in
      Cluster(columns: group.map { row in basis.map { $0[row] } }, residuals: group.map { outcome[$0] })
    }
  }

  private static func groups(_ rows: [DepartmentWeek]) -> [Range<Int>] {
    var groups: [Range<Int>] = []
    var start = 0
    for index in rows.indices where index + 1 == rows.count || rows[index + 1].department != rows[index].department {
      groups.append(start..<(index + 1))
      start = index + 1
    }
    return groups
  }

  /// Takes out each department's weighted mean.
  private static func centre(_ column: inout [Double], _ roots: [Double], _ groups: [Range<Int>]) {
    for group in groups {
      var (sum, weights) = (0.0, 0.0)
      for row in group {
        sum += column[row] * roots[row]
        weights += roots[row] * roots[row]
      }
      for row in group { column[row] -= sum / weights * roots[row] }
    }
  }

  private static func product(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for index in a.indices { sum += a[index] * b[index] }
    return sum
  }

  private static func subtract(_ factor: Double, _ direction: [Double], from column: inout [Double]) {
    for index in column.indices { column[index] -= factor * direction[index] }
  }
}

extension DepartmentPanel.Cluster {
  /// The treatment column, multiplied by the inverse square root of what the fit leaves of this department's errors.
  ///
  /// Directions of which the fit leaves nothing are left out: they carry no error.
  func adjustedTreatment() -> [Double] {
    let size = columns.count
    var left = [[Double]](repeating: [Double](repeating: 0, count: size), count: size)
    for i in 0..<size {
      for j in 0...i {
        var sum = i == j ? 1.0 : 0
        for (a, b) in zip(columns[i], columns[j]) { sum -= a * b }
        left[i][j] = sum
        left[j][i] = sum
      }
    }
    let treatment = columns.map { $0.last ?? 0 }
    let spectrum = SymmetricSpectrum(left)
    var adjusted = [Double](repeating: 0, count: size)
    for (value, vector) in zip(spectrum.values, spectrum.vectors) where value > 1e-9 {
      let share = zip(vector, treatment).reduce(0) { $0 + $1.0 * $1.1 } / value.squareRoot()
      for index in 0..<size { adjusted[index] += share * vector[index] }
    }
    return adjusted
  }

  /// The orthonormal columns' products with a vector over this department's weeks.
  func pull(of vector: [Double]) -> [Double] {
    var pull = [Double](repeating: 0, count: columns.first?.count ?? 0)
    for (row, factor) in zip(columns, vector) {
      for (index, entry) in row.enumerated() { pull[index] += entry * factor }
    }
    return pull
  }
}
