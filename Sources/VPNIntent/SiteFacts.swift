package import IPAddressing

/// What only the site knows about its device.
package struct SiteFacts: Sendable, Hashable {
  package var hostname: String?
  /// Row of the registry as `vendor/type/model/version`.
  package var supportedDevice: String?
  package var wan: [WAN]
  package var lan: LAN
  package var bgpASN: Int?
  package var routerID: IPv4Address?
  /// The part of a divided device that the tunnels belong to: a virtual domain, a virtual system, a security context;
  /// `nil` for a device that is one.
  package var context: String?
  /// Free numbers on the device by kind (`tunnel`, `acl` …): the first number of that kind to use.
  package var numbers: [String: Int]
  /// Path of the device's current configuration, relative to the file that says so.
  package var running: String?

  package init(
    hostname: String? = nil, supportedDevice: String? = nil, wan: [WAN] = [], lan: LAN = LAN(),
    bgpASN: Int? = nil, routerID: IPv4Address? = nil, context: String? = nil, numbers: [String: Int] = [:],
    running: String? = nil
  ) {
    self.hostname = hostname
    self.supportedDevice = supportedDevice
    self.wan = wan
    self.lan = lan
    self.bgpASN = bgpASN
    self.routerID = routerID
    self.context = context
    self.numbers = numbers
    self.running = running
  }
}

/// A line of the device to the Internet.
package struct WAN: Sendable, Hashable {
  package var name: String
  /// The device's name of the interface.
  package var interface: String
  /// Its address; `nil` when the provider assigns it (DHCP, PPPoE).
  package var address: IPAddress?
  /// The provider's router; `nil` when it is learned.
  package var nextHop: IPAddress?
  /// The routing instance that the line is in, when it is not the one of the tunnels' insides ("front-door VRF").
  package var vrf: String?

  package init(
    name: String, interface: String, address: IPAddress? = nil, nextHop: IPAddress? = nil, vrf: String? = nil
  ) {
    self.name = name
    self.interface = interface
    self.address = address
    self.nextHop = nextHop
    self.vrf = vrf
  }
}

/// The inside of the site.
package struct LAN: Sendable, Hashable {
  package var interface: String?
  package var subnets: [IPPrefix]

  package init(interface: String? = nil, subnets: [IPPrefix] = []) {
    self.interface = interface
    self.subnets = subnets
  }
}
