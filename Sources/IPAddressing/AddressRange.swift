/// The addresses from one to another, both included; never empty.
///
/// Walking over one is lazy: an IPv6 block costs nothing until somebody asks for its addresses.
package struct AddressRange<Address: InternetAddress>: Sendable, Hashable {
  package let first: Address
  package let last: Address

  /// The caller gives the ends in order.
  init(first: Address, last: Address) {
    precondition(first <= last, "an address range starts at its lower end")
    self.first = first
    self.last = last
  }

  /// `nil` when the ends are in the wrong order.
  package init?(from first: Address, through last: Address) {
    guard first <= last else { return nil }
    self.init(first: first, last: last)
  }

  package func contains(_ address: Address) -> Bool { first <= address && address <= last }

  /// Number of addresses; `nil` where it does not fit, that is for 2⁶³ and more.
  package var count: Int? {
    let (count, overflow) = (last.value - first.value).addingReportingOverflow(1)
    return overflow ? (Address.width < Int.bitWidth ? 1 << Address.width : nil) : Int(exactly: count)
  }

  /// The address at a place counted from 0; `nil` outside the range.
  package subscript(place: Int) -> Address? {
    guard place >= 0, let address = first.advanced(by: place), address <= last else { return nil }
    return address
  }
}

extension AddressRange: Sequence {
  package func makeIterator() -> Iterator { Iterator(next: first, last: last) }

  /// Stops behind the last address, also at the end of the address space.
  package struct Iterator: IteratorProtocol {
    fileprivate var upcoming: Address?
    private let last: Address

    fileprivate init(next: Address, last: Address) {
      upcoming = next
      self.last = last
    }

    package mutating func next() -> Address? {
      guard let address = upcoming else { return nil }
      upcoming = address == last ? nil : address.advanced(by: 1)
      return address
    }
  }
}
