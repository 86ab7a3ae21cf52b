/// Which of 100,000 equal parts of everybody a person belongs to, for one programme.
///
/// A step that lets in a share lets in the buckets under a cut. The number of buckets never changes, so widening only
/// moves the cut: whoever was in stays in. Every system of one programme puts a person into the same bucket.
public struct Bucket: Hashable, Comparable, Sendable {
  /// The number of buckets, the total weight of an exported definition.
  public static let count = 100_000

  /// The bucket's number, from 0 to 99,999.
  public let number: Int

  /// How the key is turned into bytes before it is hashed.
  public enum Generation: String, Hashable, Sendable, CaseIterable {
    /// The canonical CBOR of `[programme, person]`.
    case cbor
    /// The UTF-8 bytes of the programme's key followed by the person's; what the daemons of flagd 0.15 and 0.16 hash
    /// for a bucketing expression that joins the two.
    case text
  }

  /// The bucket of a person in a programme.
  ///
  /// - Complexity: O(bytes of both keys); the same on every machine.
  public static func of(programme: String, person: String, generation: Generation = .cbor) -> Bucket {
    let hash =
      switch generation {
      case .cbor: MurmurHash3.x86Bits32(CanonicalCBOR.array(of: [programme, person]))
      case .text: MurmurHash3.x86Bits32(Array(programme.utf8) + Array(person.utf8))
      }
    return Bucket(number: part(of: hash, among: UInt32(count)))
  }

  /// Which of `weight` equal parts of the hash's range a hash lies in: `hash × weight / 2³²`, rounded down.
  public static func part(of hash: UInt32, among weight: UInt32) -> Int {
    Int((UInt64(hash) * UInt64(weight)) >> 32)
  }

  /// Whether a step that lets in the first `cut` buckets lets this one in; 100,000 is everybody, 0 nobody.
  public func isUnder(cut: Int) -> Bool { number < cut }

  /// By number.
  public static func < (left: Bucket, right: Bucket) -> Bool { left.number < right.number }
}
