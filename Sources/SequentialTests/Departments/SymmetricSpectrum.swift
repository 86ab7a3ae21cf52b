/// Eigenvalues and orthonormal eigenvectors of a small symmetric matrix, by Jacobi's rotations.
///
/// Source: C. G. J. Jacobi, Journal für die reine und angewandte Mathematik 30 (1846) 51–94,
/// doi:10.1515/crll.1846.30.51.
struct SymmetricSpectrum {
  private(set) var values: [Double]
  /// One a value, in the same order.
  private(set) var vectors: [[Double]]

  /// - Complexity: O(size³) a sweep, some ten sweeps.
  init(_ matrix: [[Double]]) {
    let size = matrix.count
    var a = matrix
    var rows = (0..<size).map { i in (0..<size).map { $0 == i ? 1.0 : 0 } }
    for _ in 0..<60 {
      var rest = 0.0
      var diagonal = 0.0
      for i in 0..<size {
        diagonal += a[i][i] * a[i][i]
        for j in 0..<i { rest += a[i][j] * a[i][j] }
      }
      if rest <= 1e-30 * diagonal || rest == 0 { break }
      for p in 0..<size {
        for q in (p + 1)..<max(size, p + 1) where a[p][q] != 0 {
          Self.rotate(&a, &rows, p, q)
        }
      }
    }
    values = (0..<size).map { a[$0][$0] }
    vectors = rows
  }

  /// Turns the plane of `p` and `q` so that their common entry becomes 0.
  private static func rotate(_ a: inout [[Double]], _ rows: inout [[Double]], _ p: Int, _ q: Int) {
    let half = (a[q][q] - a[p][p]) / (2 * a[p][q])
    let tangent = (half < 0 ? -1 : 1) / (half.magnitude + (half * half + 1).squareRoot())
    let cosine = 1 / (tangent * tangent + 1).squareRoot()
    let sine = tangent * cosine
    for k in a.indices {
      let (x, y) = (a[k][p], a[k][q])
      a[k][p] = cosine * x - sine * y
      a[k][q] = sine * x + cosine * y
    }
    for k in a.indices {
      let (x, y) = (a[p][k], a[q][k])
      a[p][k] = cosine * x - sine * y
      a[q][k] = sine * x + cosine * y
      let (u, v) = (rows[p][k], rows[q][k])
      rows[p][k] = cosine * u - sine * v
      rows[q][k] = sine * u + cosine * v
    }
  }
}
