package import HTTPTransport

/// Where the VPN service of one region is called.
package struct CloudEndpoint: Sendable, Hashable {
  /// What decided the address.
  package enum Source: Sendable, Hashable {
    /// The caller named it.
    case explicit
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

  /// Finds the address in the SDKs' order: what the caller named, the variable
  /// `HUAWEICLOUD_SDK_REGION_VPN_<REGION>`, the table.
  package static func resolve(
    region: String?, override: String?, environment: [String: String]
  ) throws(CloudSettingsError) -> CloudEndpoint {
    if let region { try check(region) }
    if let override { return try CloudEndpoint(override, region: region) }
    guard let region else {
      throw CloudSettingsError(
        .noRegion, "there is no region: name one, or set HW_REGION_NAME, or give the endpoint's address")
    }
    let variable = "HUAWEICLOUD_SDK_REGION_VPN_\(region.uppercased().replacing("-", with: "_"))"
    // The variable may list several addresses; the first is the preferred one.
    if let address = environment[variable]?.split(separator: ",").first {
      let trimmed = String(address.drop { $0 == " " }.prefix { $0 != " " })
      return try CloudEndpoint(trimmed, region: region, source: .environment(variable))
    }
    guard let host = CloudRegions.host(of: region) else {
      throw CloudSettingsError(
        .unknownRegion,
        "the region \(region) is not known (known: \(CloudRegions.similar(to: region).joined(separator: ", "))); "
          + "correct it, or give the endpoint's address for a region of your own")
    }
    return try CloudEndpoint(host, region: region, source: .table)
  }

  /// Region ids become file names and variable names, so only their own alphabet passes.
  private static func check(_ region: String) throws(CloudSettingsError) {
    guard !region.isEmpty, region.utf8.count <= 64, CloudCall.isPlainName(region) else {
      throw CloudSettingsError(
        .unknownRegion, "the region is no region id; ids look like \(CloudRegions.known[2])")
    }
  }
}
