package import Jinja

/// Template filters for network work, in the names that users of ansible.utils and netutils have in their fingers.
///
/// An address filter takes IPv4 and IPv6; where the original raises, a `TemplateError` says what is wrong. What
/// differs from the originals on purpose is listed, with reasons, in this module's documentation
/// (`NetworkFilters.docc`).
///
///     var environment = Environment(loader: loader)
///     environment.filters.merge(NetworkFilters.all(names: table)) { _, own in own }
///     // {{ '10.20.0.0/16' | ipaddr('first_usable') }}  {{ 'Gi1/0/1' | canonical_interface_name }}
package enum NetworkFilters {
  /// The filters by name; those of the collection answer to their full name (`ansible.utils.ipaddr`) as well.
  ///
  /// `names` is the JSON of `templates/_shared/names.json`: spellings of interface names and forms of hardware
  /// addresses, which are vendors' words and therefore data. It is read at the first use; without it the filters
  /// that need it are an error.
  package static func all(names: [UInt8]? = nil) -> [String: Filter] {
    let tables = LazyNameTables(json: names)
    var filters: [String: Filter] = [:]
    let collection = [
      AddressFilters.all, SubnetFilters.all, MembershipFilters.all, MergeFilters.all, BitFilters.all,
      HardwareFilters.all(tables),
    ]
    for (name, filter) in collection.joined() {
      filters[name] = filter
      filters["ansible.utils.\(name)"] = filter
    }
    let others = [
      LinkFilters.all, QuotingFilters.all, MaskFilters.all, StandardFilters.all, AttributeFilters.all,
      HostFilters.all,
      RangeFilters.all, AutonomousSystemFilters.all, MACFilters.all, VLANFilters.all,
      InterfaceRangeFilters.all, InterfaceNameFilters.all(tables),
    ]
    for (name, filter) in others.joined() { filters[name] = filter }
    return filters
  }

  /// Items that one call may make, be it hosts, interfaces or VLANs; more is an error of kind `limit`.
  static let expansionLimit = 65_536
}
