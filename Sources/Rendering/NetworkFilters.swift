import IPAddressing
package import Jinja

/// Template filters over addresses and networks written as text (`10.20.0.0/16`, `169.254.70.1/30`).
package enum NetworkFilters {
  /// The filters by name.
  package static let all: [String: Filter] = [
    "netmask": filter { $0.network.netmask.description },
    "wildcard": filter { $0.network.wildcard.description },
    "prefix_length": Filter { call throws(TemplateError) in .int(try link(call).length) },
    "network": filter { $0.network.network.description },
    "address": filter { $0.address.description },
    "broadcast": filter { ($0.network.broadcast ?? $0.network.last).description },
    "first_host": filter { $0.network.hosts.first.description },
    "last_host": filter { $0.network.hosts.last.description },
    "quoted": Filter { call throws(TemplateError) in
      // Inside double quotes a backslash escapes itself and the quote in every syntax that has such quotes.
      var text = "\""
      for character in try call.subject().unicodeScalars {
        if character == "\"" || character == "\\" { text += "\\" }
        text.unicodeScalars.append(character)
      }
      return .string(text + "\"")
    },
  ]

  private static func filter(_ body: @escaping @Sendable (IPv4InterfaceAddress) -> String) -> Filter {
    Filter { call throws(TemplateError) in .string(body(try link(call))) }
  }

  /// An address alone counts as a network of one.
  private static func link(_ call: Call) throws(TemplateError) -> IPv4InterfaceAddress {
    let text = try call.subject()
    if let link = IPv4InterfaceAddress(text) { return link }
    if let address = IPv4Address(text), let link = IPv4InterfaceAddress(address, length: 32) { return link }
    throw TemplateError(.runtime, "'\(text.prefix(60))' is no IPv4 address or network")
  }
}
