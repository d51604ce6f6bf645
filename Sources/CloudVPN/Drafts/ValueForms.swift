import Documents
import IPAddressing

/// The forms of texts in requests (facts §2): what is documented as wrong is an error, what only some pages allow or refuse
/// is a warning.
enum ValueForms {
  static func check(
    _ text: String, _ form: ValueRule.TextRule, at path: MemberPath, _ remarks: inout DraftRemarks
  ) {
    switch form {
    case .name: name(text, path, &remarks)
    case .uuid:
      guard isUUID(text) else {
        return remarks.error(
          "connection-value", path, "\(shown(text)) is no id",
          remedy: "An id has 36 characters, like 5d1f0e3a-7c44-4a52-9f5e-0b6f3f2c9a10.")
      }
    case .gatewayAddress:
      guard isUUID(text) || IPv4Address(text) != nil else {
        return remarks.error(
          "connection-value", path, "\(shown(text)) is neither an id nor an IPv4 address",
          remedy: "Give the id of the gateway's elastic IP, or the private gateway's address: "
            + "`peerconf gateways show ID` has eip1, eip2, access_private_ip_1 and access_private_ip_2.")
      }
      if IPv4Address(text).map({ !$0.isPrivate && !$0.isCarrierShared }) == true {
        remarks.warning(
          "connection-unverified", path,
          "a public gateway is named by its elastic IP's id, not by the address",
          remedy: "`peerconf gateways show ID` has the id in eip1 or eip2.")
      }
    case .network: network(text, path, &remarks)
    case .tunnelAddress: tunnelAddress(text, path, &remarks)
    case .identity:
      if text.isEmpty || text.utf8.count > 255 || text.unicodeScalars.contains(where: { !isIdentity($0) }) {
        remarks.error(
          "connection-value", path, "\(shown(text)) cannot be an identity",
          remedy: "Give 1 to 128 characters without & < > [ ] \\ ? and blanks.")
      } else if text.utf8.count > 128 {
        remarks.warning(
          "connection-unverified", path,
          "pages allow up to 128 or up to 255 characters; this has more than 128")
      }
    case .tagKey: tag(text, 1...128, path, &remarks)
    case .tagValue: tag(text, 0...255, path, &remarks)
    }
  }

  private static func name(_ text: String, _ path: MemberPath, _ remarks: inout DraftRemarks) {
    let scalars = text.unicodeScalars
    let isCJK: (Unicode.Scalar) -> Bool = { (0x4E00...0x9FA5).contains($0.value) }
    guard (1...64).contains(scalars.count), scalars.allSatisfy({ isCJK($0) || isNameCharacter($0) }) else {
      return remarks.error(
        "connection-value", path, "\(shown(text)) cannot be a name",
        remedy: "Give 1 to 64 letters, digits, '_', '-' or '.'.")
    }
    if scalars.contains(where: isCJK) {
      remarks.warning("connection-unverified", path, "only the pages of the China site allow these letters")
    }
  }

  private static func network(_ text: String, _ path: MemberPath, _ remarks: inout DraftRemarks) {
    let prefix: IPPrefix
    do throws(AddressError) {
      prefix = try IPPrefix(parsing: text.utf8)
    } catch {
      if case .hostBitsSet(let canonical) = error.kind {
        return remarks.warning(
          "connection-unverified", path, "\(shown(text)) has bits set right of its prefix",
          remedy: "Write \(canonical).")
      }
      return remarks.error("connection-value", path, "\(error)")
    }
    guard let network = prefix.v4 else { return }
    if network.network.isMulticast || network.network.isReserved || network.network.isLoopback {
      remarks.error(
        "connection-value", path, "\(network) is multicast, reserved or the machine itself",
        remedy: "Give a network that hosts have.")
    } else if refusedSomewhere.contains(where: {
      $0.contains(network.network) || network.contains($0.network)
    }),
      network.length > 0
    {
      remarks.warning(
        "connection-unverified", path, "\(network) is in a range that some regions refuse")
    }
  }

  /// The pages name them as examples (facts §2.7).
  private static let refusedSomewhere = ["100.64.0.0/10", "214.0.0.0/8"].compactMap { IPv4Prefix($0) }

  private static func tunnelAddress(_ text: String, _ path: MemberPath, _ remarks: inout DraftRemarks) {
    guard let interface = IPv4InterfaceAddress(text), interface.length == 30, interface.address.isLinkLocal,
      interface.address.octets[2] != 195, interface.isHost
    else {
      return remarks.error(
        "connection-value", path, "\(shown(text)) cannot be an address inside the tunnel",
        remedy:
          "Give a host's address 169.254.x.y/30, x not 195; or leave both ends out, then the cloud chooses.")
    }
  }

  private static func tag(
    _ text: String, _ length: ClosedRange<Int>, _ path: MemberPath, _ remarks: inout DraftRemarks
  ) {
    if !length.contains(text.unicodeScalars.count) {
      remarks.error(
        "connection-range", path, "the text has \(text.unicodeScalars.count) characters",
        remedy: "Give \(length.lowerBound) to \(length.upperBound).")
    }
    let isPlain = text.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || " _.:=+-@".unicodeScalars.contains(scalar)
    }
    if !isPlain {
      remarks.warning(
        "connection-unverified", path, "the newest pages allow letters, digits, blanks and _ . : = + - @ only"
      )
    }
  }

  static func isUUID(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.count == 36
      && bytes.enumerated().allSatisfy { place, byte in
        [8, 13, 18, 23].contains(place)
          ? byte == UInt8(ascii: "-") : byte < 0x80 && Character(UnicodeScalar(byte)).isHexDigit
      }
  }

  private static func isNameCharacter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_", "-", ".": true
    default: false
    }
  }

  private static func isIdentity(_ scalar: Unicode.Scalar) -> Bool {
    (0x21...0x7E).contains(scalar.value) && !"&<>[]\\?".unicodeScalars.contains(scalar)
  }

  private static func shown(_ text: String) -> String {
    "“\(PrintableText.line(text, limit: 60, hiding: []))”"
  }
}
