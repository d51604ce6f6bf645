/// The special blocks of RFC 6890 that matter for tunnels.
extension IPv4Address {
  /// The address of no host: 0.0.0.0.
  package var isUnspecified: Bool { value == 0 }

  /// The machine itself: 127.0.0.0/8.
  package var isLoopback: Bool { value >> 24 == 127 }

  /// Private networks: 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 (RFC 1918).
  package var isPrivate: Bool { value >> 24 == 10 || value >> 20 == 0xAC1 || value >> 16 == 0xC0A8 }

  /// Shared space behind carrier NAT: 100.64.0.0/10 (RFC 6598).
  package var isCarrierShared: Bool { value >> 22 == 0x6440_0000 >> 22 }

  /// Link-local, the home of tunnel addresses: 169.254.0.0/16 (RFC 3927).
  package var isLinkLocal: Bool { value >> 16 == 0xA9FE }

  /// Multicast: 224.0.0.0/4, class D.
  package var isMulticast: Bool { value >> 28 == 0xE }

  /// Reserved: 240.0.0.0/4, class E, the limited broadcast address included.
  package var isReserved: Bool { value >> 28 == 0xF }

  /// Documentation: 192.0.2.0/24, 198.51.100.0/24 and 203.0.113.0/24 (RFC 5737).
  package var isDocumentation: Bool { [0xC00002, 0xC63364, 0xCB0071].contains(value >> 8) }
}
