extension Prefix {
  /// The block that an address and a netmask such as 255.255.255.0 describe.
  ///
  /// - Throws: ``AddressError`` with `notAMask` when ones and zeros are mixed.
  package init(containing address: Address, netmask: Address) throws(AddressError) {
    self.init(clearing: address, length: try Prefix.length(ofNetmask: netmask))
  }

  /// The block that an address and a wildcard such as 0.0.0.255 describe.
  ///
  /// - Throws: ``AddressError`` with `notAMask` when ones and zeros are mixed.
  package init(containing address: Address, wildcard: Address) throws(AddressError) {
    let netmask = Address(~wildcard.value)
    guard let length = try? Prefix.length(ofNetmask: netmask) else {
      throw AddressError(.notAMask, Array(wildcard.description.utf8))
    }
    self.init(clearing: address, length: length)
  }

  /// Number of ones of a netmask.
  ///
  /// - Throws: ``AddressError`` with `notAMask` when a one stands right of a zero.
  package static func length(ofNetmask netmask: Address) throws(AddressError) -> Int {
    let length = (~netmask.value).leadingZeroBitCount
    guard netmask.value == Prefix(clearing: netmask, length: length).netmask.value else {
      throw AddressError(.notAMask, Array(netmask.description.utf8))
    }
    return length
  }
}
