import Testing

@Test func theTargetBuilds() { #expect(Bool(true)) }
