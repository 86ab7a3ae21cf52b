import Admission
import Testing

@Suite struct BucketTests {
  @Test(arguments: [
    ([], UInt32(0), UInt32(0)), ([], 1, 0x514E_28B7), ([], 0xFFFF_FFFF, 0x81F1_6F39),
    ([0xFF, 0xFF, 0xFF, 0xFF], 0, 0x7629_3B50), ([0x21, 0x43, 0x65, 0x87], 0, 0xF55B_516B),
    ([0x21, 0x43, 0x65], 0, 0x7E4A_8634), ([0x21, 0x43], 0, 0xA0F7_B07A), ([0x21], 0, 0x7266_1CF4),
    ([0, 0, 0, 0], 0, 0x2362_F9DE), ([0], 0, 0x514E_28B7),
  ])
  func hashHasItsPublishedValues(_ bytes: [UInt8], _ seed: UInt32, _ hash: UInt32) {
    #expect(MurmurHash3.x86Bits32(bytes, seed: seed) == hash)
  }

  @Test func workedValuesOfTheExportFormat() {
    let user = CanonicalCBOR.text("user1")
    #expect(user == [0x65, 0x75, 0x73, 0x65, 0x72, 0x31])
    #expect(MurmurHash3.x86Bits32(user) == 3_686_933_882)
    #expect(Bucket.part(of: 3_686_933_882, among: 100) == 85)

    let pair = MurmurHash3.x86Bits32(CanonicalCBOR.array(of: ["fractional-flag-shorthand", "jon@company.com"]))
    #expect(pair == 3_783_143_057)
    #expect(Bucket.part(of: pair, among: 100) == 88)
    let bucket = Bucket.of(programme: "fractional-flag-shorthand", person: "jon@company.com")
    #expect(bucket.number == Bucket.part(of: 3_783_143_057, among: 100_000))
    #expect(bucket.number / 1_000 == 88)
  }

  @Test func workedValuesOfTheOlderGeneration() {
    #expect(MurmurHash3.x86Bits32(Array("user1".utf8)) == 3_305_849_917)
    #expect(Bucket.part(of: 3_305_849_917, among: 100) == 76)
    let older = Bucket.of(programme: "us", person: "er1", generation: .text)
    #expect(older.number == Bucket.part(of: 3_305_849_917, among: 100_000))
    #expect(older != Bucket.of(programme: "us", person: "er1"))
  }

  @Test func partsCoverTheRange() {
    #expect(Bucket.part(of: 0, among: 100_000) == 0)
    #expect(Bucket.part(of: .max, among: 100_000) == 99_999)
    #expect(Bucket.part(of: .max, among: .max) == Int(UInt32.max) - 1)
  }

  @Test(
    arguments: [
      (0, [0x60]), (23, [0x77]), (24, [0x78, 0x18]), (255, [0x78, 0xFF]), (256, [0x79, 0x01, 0x00]),
      (65_535, [0x79, 0xFF, 0xFF]), (65_536, [0x7A, 0x00, 0x01, 0x00, 0x00]),
    ] as [(Int, [UInt8])])
  func headsAreAsShortAsTheyCanBe(_ length: Int, _ head: [UInt8]) {
    let bytes = CanonicalCBOR.text(String(repeating: "a", count: length))
    #expect(Array(bytes.prefix(head.count)) == head)
    #expect(bytes.count == head.count + length)
  }

  @Test func listsHoldTheirTextsInOrder() {
    #expect(CanonicalCBOR.array(of: []) == [0x80])
    #expect(CanonicalCBOR.array(of: ["a", "ü"]) == [0x82, 0x61, 0x61, 0x62, 0xC3, 0xBC])
  }

  @Test func sharesAreTrueWhereverTheCutIs() {
    // A million, because the share of fewer strays further than 0.2 points by chance alone.
    let people = 1_000_000
    var counts = [Int](repeating: 0, count: Bucket.count)
    for person in 0..<people { counts[Bucket.of(programme: "ledger", person: "\(person)").number] += 1 }
    var inside = 0
    for cut in 0...Bucket.count {
      if cut.isMultiple(of: 100) {
        #expect(abs(inside - cut * people / Bucket.count) <= people / 500, "\(inside) under \(cut)")
      }
      if cut < Bucket.count { inside += counts[cut] }
    }
    #expect(inside == people)
  }

  @Test(arguments: Bucket.Generation.allCases)
  func wideningOnlyAdds(_ generation: Bucket.Generation) {
    let buckets = (0..<10_000).map { Bucket.of(programme: "ledger", person: "\($0)", generation: generation) }
    var before: Set<Int> = []
    for cut in stride(from: 0, through: Bucket.count, by: 2_500) {
      let inside = Set(buckets.indices.filter { buckets[$0].isUnder(cut: cut) })
      #expect(before.isSubset(of: inside))
      before = inside
    }
    #expect(before.count == 10_000)
    #expect(buckets.allSatisfy { !$0.isUnder(cut: 0) })
  }
}
