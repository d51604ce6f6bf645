package import HTTPTransport

/// Where the VPN service of one region is called.
package struct CloudEndpoint: Sendable, Hashable {
  /// What decided the address.
  package enum Source: Sendable, Hashable {
    /// The caller named it.
    case explicit
    /// A file of settings did.
    case file(String)
    /// A variable of the environment did.
    case environment(String)
    /// The table of regions did.
    case table
  }

  package var origin: HTTPOrigin
  /// `nil` where only an address was given.
  package var region: String?
  package var source: Source

  /// An address given by the user: `https://host[:port]`, or `http://` on this machine for the sandbox.
  package init(_ address: String, region: String? = nil) throws(CloudSettingsError) {
    try self.init(address, region: region, source: .explicit)
  }

  private init(_ address: String, region: String?, source: Source) throws(CloudSettingsError) {
    do throws(TransportError) {
      origin = try HTTPOrigin(parsing: address)
    } catch {
      throw CloudSettingsError(
        .badEndpoint,
        "the cloud endpoint cannot be used: \(error.reason); give it as https://vpn.REGION.DOMAIN")
    }
    guard origin.scheme == .https || origin.isLoopback else {
      throw CloudSettingsError(
        .badEndpoint,
        "the cloud endpoint \(origin) is plain http to another machine, which would show every key; use https"
      )
    }
    self.region = region
    self.source = source
  }

  /// Finds the address: what the caller named, the variable `HUAWEICLOUD_SDK_REGION_VPN_<REGION>` of the SDKs, the
  /// files of settings, the table.
  package static func resolve(
    region: String?, settings: CloudSettings
  ) throws(CloudSettingsError) -> CloudEndpoint {
    if let region { try check(region) }
    if let address = settings.option(.endpoint) { return try CloudEndpoint(address.value, region: region) }
    if let address = settings.variable(.endpoint) {
      return try CloudEndpoint(address.value, region: region, source: .environment(address.origin))
    }
    if let region, let found = try variable(of: region, settings.environment) { return found }
    if let address = settings.file(.endpoint) {
      return try CloudEndpoint(address.value, region: region, source: .file(address.origin))
    }
    guard let region else {
      throw CloudSettingsError(
        .noRegion, "there is no region: name one, or set HW_REGION_NAME, or give the endpoint's address")
    }
    guard let host = CloudRegions.host(of: region) else {
      throw CloudSettingsError(
        .unknownRegion,
        "the region \(region) is not known (known: \(CloudRegions.similar(to: region).joined(separator: ", "))); "
          + "correct it, or give the endpoint's address for a region of your own")
    }
    return try CloudEndpoint(host, region: region, source: .table)
  }

  private static func variable(
    of region: String, _ environment: [String: String]
  ) throws(CloudSettingsError) -> CloudEndpoint? {
    let variable = "HUAWEICLOUD_SDK_REGION_VPN_\(region.uppercased().replacing("-", with: "_"))"
    // The variable may list several addresses; the first is the preferred one.
    guard let address = environment[variable]?.split(separator: ",").first else { return nil }
    let trimmed = String(address.drop { $0 == " " }.prefix { $0 != " " })
    return try CloudEndpoint(trimmed, region: region, source: .environment(variable))
  }

  /// The identity service, also by the address that Terraform has for it: `https://iam.REGION.DOMAIN:443/v3`.
  init(identity address: String) throws(CloudSettingsError) {
    var address = address
    for ending in ["/", "/v3", "/v3.0"] where address.hasSuffix(ending) {
      address.removeLast(ending.utf8.count)
    }
    do throws(CloudSettingsError) {
      try self.init(address)
    } catch {
      throw CloudSettingsError(
        .badEndpoint,
        error.description.replacing("the cloud endpoint", with: "the identity service's address"))
    }
  }

  /// The metadata service of a cloud server: always the link-local address, or one of this machine for tests.
  init(metadata address: String) {
    let usual = HTTPOrigin.metadata
    let other = try? HTTPOrigin(parsing: address)
    origin = other.flatMap { $0.isLoopback ? $0 : nil } ?? usual
    source = .table
  }

  /// Where the identity service of the same cloud is, by the table or by the shape of the address.
  var identityAddress: Sourced? {
    switch source {
    case .table:
      return region.map { Sourced(CloudRegions.identityHost(of: $0), from: "the table of regions") }
    case .explicit, .environment, .file:
      // The sandbox is one address for everything; clouds name their services alike.
      if origin.isLoopback { return Sourced(origin.description, from: "the endpoint") }
      guard origin.host.hasPrefix("vpn.") else { return nil }
      let port = origin.port.map { ":\($0)" } ?? ""
      return Sourced("https://iam.\(origin.host.dropFirst(4))\(port)", from: "the endpoint's name")
    }
  }

  /// Region ids become file names and variable names, so only their own alphabet passes.
  private static func check(_ region: String) throws(CloudSettingsError) {
    guard !region.isEmpty, region.utf8.count <= 64, CloudCall.isPlainName(region) else {
      throw CloudSettingsError(
        .unknownRegion, "the region is no region id; ids look like \(CloudRegions.known[2])")
    }
  }
}
