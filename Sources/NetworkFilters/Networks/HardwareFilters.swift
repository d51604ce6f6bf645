import IPAddressing
import Jinja

/// The collection's filters over hardware addresses: `hwaddr`, `macaddr`, `slaac`.
enum HardwareFilters {
  static func all(_ tables: LazyNameTables) -> [String: Filter] {
    [
      "hwaddr": Filter(Parameters(["query", "alias"])) { call throws(TemplateError) in
        try answer(call, filter: try call.specText(1, default: "hwaddr"), tables)
      },
      "macaddr": Filter(Parameters(["query"])) { call throws(TemplateError) in
        try answer(call, filter: "macaddr", tables)
      },
      "slaac": Filter(Parameters(["query"])) { call throws(TemplateError) in
        let value = Value.string(try call.value.specText())
        guard let network = try AddressSubject(value, version: nil)?.network, network.version == 6,
          let address = HardwareAddress(try call.specText(0))
        else { return false }
        let (sum, overflow) = network.first.addingReportingOverflow(UInt128(address.interfaceIdentifier))
        guard !overflow else {
          throw .refused("slaac", "\(network.text) has no room for an interface identifier: use a /64")
        }
        return .string(network.address.with(sum).text)
      },
    ]
  }

  private static func answer(_ call: Call, filter: String, _ tables: LazyNameTables) throws(TemplateError)
    -> Value
  {
    let text = try call.value.specText()
    let query = try call.specText(0)
    guard let address = HardwareAddress(text) else {
      guard query.isEmpty || query == "bool" else {
        throw .refused(filter, "\(text.shown) is no hardware address")
      }
      return .none
    }
    switch query {
    case "": return .string(text)
    case "bool": return true
    case "int": return Value(BigInt(UInt128(address.number)))
    default: break
    }
    let forms = try tables.get(for: filter).hardwareForms
    guard let form = forms[query] else {
      throw .refused(
        filter,
        "there is no form \(query.shown); known: bool, int, \(forms.keys.sorted().joined(separator: ", "))")
    }
    guard let written = form.text(address) else {
      throw .refused(filter, "\(text.shown) has 64 bits; the form \(query) is for 48")
    }
    return .string(written)
  }
}
