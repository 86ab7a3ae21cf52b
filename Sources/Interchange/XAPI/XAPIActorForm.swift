/// An agent or a group, with the rules that its members must keep.
struct XAPIActorForm: Decodable {
  let actor: XAPIActor

  init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: XAPIKey.self)
    let identifier = try members.identifier()
    _ = try members.value("name", as: String.self)
    switch try members.text("objectType") {
    case nil, "Agent":
      try members.allow(Self.ofAgents)
      guard identifier != nil else {
        throw members.broken("mbox", Self.nameless)
      }
      actor = XAPIActor(kind: .agent, identifier: identifier)
    case "Group":
      try members.allow(Self.ofAgents.union(["member"]))
      let people = try members.value("member", as: [XAPIMemberForm].self)
      guard identifier != nil || people != nil else { throw members.missing("member") }
      actor = XAPIActor(kind: .group(members: (people ?? []).map(\.identifier)), identifier: identifier)
    default:
      throw members.broken(
        "objectType", XAPIRule("It is neither Agent nor Group.", "Write one of the two, in this case."))
    }
  }

  static let ofAgents: Set<String> = ["objectType", "name", "mbox", "mbox_sha1sum", "openid", "account"]

  static let nameless = XAPIRule(
    "The person has none of mbox, mbox_sha1sum, openid and account.", "Send exactly one of them.")
}

/// A member of a group, who is a person.
struct XAPIMemberForm: Decodable {
  let identifier: XAPIActor.Identifier

  init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: XAPIKey.self)
    try members.allow(XAPIActorForm.ofAgents)
    _ = try members.value("name", as: String.self)
    let kind = try members.text("objectType")
    try members.require(kind == nil || kind == "Agent", "objectType") {
      XAPIRule("A member of a group is not an agent.", "Send people as members, not groups.")
    }
    guard let identifier = try members.identifier() else { throw members.broken("mbox", XAPIActorForm.nameless) }
    self.identifier = identifier
  }
}

/// An account on another system.
struct XAPIAccountForm: Decodable {
  let homePage: String
  let name: String

  init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: XAPIKey.self)
    try members.allow(["homePage", "name"])
    homePage = try members.requiredAddress("homePage")
    guard let name = try members.text("name") else { throw members.missing("name") }
    self.name = name
  }
}

extension KeyedDecodingContainer<XAPIKey> {
  /// The one identifier that is given; `nil` where there is none.
  fileprivate func identifier() throws -> XAPIActor.Identifier? {
    let keys: [XAPIKey] = ["mbox", "mbox_sha1sum", "openid", "account"]
    let given = keys.filter { contains($0) }
    if given.count > 1, let second = given.last {
      throw broken(
        second, XAPIRule("The person has more than one identifier.", "Send one of mbox, mbox_sha1sum, openid, account.")
      )
    }
    if let mail = try text("mbox") {
      let address = mail.dropFirst(7)
      let isSound =
        mail.prefix(7).lowercased() == "mailto:" && address.utf8.count <= 320
        && address.split(separator: "@", omittingEmptySubsequences: false).count == 2
        && !address.hasPrefix("@") && !address.hasSuffix("@")
        && !address.utf8.contains { $0 <= 0x20 || $0 == 0x7F }
      try require(isSound, "mbox") {
        XAPIRule("It is not a mail address.", "Write it like mailto:ada@example.org.")
      }
      return .mail(String(address))
    }
    if let digest = try text("mbox_sha1sum") {
      try require(digest.utf8.count == 40 && digest.utf8.allSatisfy(XAPIText.isHexadecimal), "mbox_sha1sum") {
        XAPIRule("It is not a SHA-1 digest.", "Write its 40 hexadecimal digits.")
      }
      return .mailDigest(digest.lowercased())
    }
    if let address = try text("openid") {
      try requireAddress(address, "openid")
      return .openID(address)
    }
    guard let account = try value("account", as: XAPIAccountForm.self) else { return nil }
    return .account(homePage: account.homePage, name: account.name)
  }
}
