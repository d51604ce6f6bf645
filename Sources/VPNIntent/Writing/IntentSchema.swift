package import OrderedJSON

/// The JSON Schema of an intent (`devices/schema/intent.schema.json`), made from the same limits that the reader uses.
package enum IntentSchema {
  /// Identifier of the schema document.
  static let id = "https://peerconf.invalid/schema/intent-1.json"

  /// The schema document, JSON Schema 2020-12.
  package static var document: JSON {
    var root = object(
      [
        "schema": ["const": JSON(Intent.schema)],
        "site": text(.site, "Name of the site"),
        "platform": nullable(text(.site, "Platform of the device")),
        "software_version": nullable(text(.label, "Version of the device's software")),
        "device": siteFacts,
        "connections": array(connection, IntentLimits.connections),
        "provenance": provenance,
      ],
      required: ["schema", "site", "device", "connections"])
    var head: JSONObject = [
      "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": JSON(id),
      "title": "What the tunnels of one site must be",
    ]
    for member in root.object?.members ?? [] { head[member.name] = member.value }
    root = .object(head)
    return root
  }

  private static var siteFacts: JSON {
    object(
      [
        "hostname": nullable(text(.word)),
        "supported_device": nullable(text(.label, "vendor/type/model/version")),
        "wan": array(
          object(
            [
              "name": text(.word), "interface": text(.word),
              "address": nullable(string("null: the provider assigns it")), "next_hop": nullable(string()),
              "vrf": nullable(
                text(.word, "Routing instance of the line, when the tunnels' insides are in another one")),
            ], required: ["name", "interface"]), IntentLimits.wanLines),
        "lan": object(["interface": nullable(text(.word)), "subnets": networks], required: []),
        "bgp_asn": nullable(integer(IntentLimits.asn)),
        "router_id": nullable(string()),
        "context": nullable(
          text(.word, "Virtual domain, virtual system or security context of a divided device")),
        "numbers": [
          "type": "object", "description": "First free number by kind",
          "additionalProperties": integer(IntentLimits.number),
        ],
        "running": nullable(text(.label, "Path of the device's current configuration")),
      ], required: [])
  }

  private static var connection: JSON {
    object(
      [
        "id": text(.word), "name": text(.name),
        "mode": words(Connection.Mode.allCases.map(\.rawValue)),
        "role": words(Connection.Role.allCases.map(\.rawValue)),
        "wan": nullable(text(.word, "Name of the line in device.wan")),
        "cloud": endpoint, "device": endpoint,
        "selectors": array(
          object(["cloud": string(), "device": string()], required: ["cloud", "device"]),
          IntentLimits.selectors),
        "probe": ["type": "boolean"],
        "ike": ike, "ipsec": ipsec,
        "key": object(
          ["reference": ["type": "string", "pattern": "^(env|file|cmd):.+$"]], required: ["reference"]),
      ], required: ["id", "name", "mode", "cloud", "device", "ike", "ipsec", "key"])
  }

  private static var endpoint: JSON {
    object(
      [
        "address": nullable(string()),
        "identity": object(
          ["type": words(Identity.Kind.allCases.map(\.rawValue)), "value": nullable(text(.fqdn))],
          required: ["type"]),
        "inside": nullable(string("Address and length on the tunnel interface")),
        "bgp_asn": nullable(integer(IntentLimits.asn)), "subnets": networks,
      ], required: ["identity"])
  }

  private static var ike: JSON {
    object(
      [
        "version": ["enum": .array(IKEPolicy.Version.allCases.map { JSON($0.rawValue) })],
        "exchange": nullable(words(IKEPolicy.Exchange.allCases.map(\.rawValue))),
        "encryption": words(EncryptionAlgorithm.allCases.map(\.rawValue)),
        "integrity": words(IntegrityAlgorithm.allCases.map(\.rawValue)),
        "dh_group": group, "lifetime_seconds": integer(IntentLimits.ikeLifetime),
        "dpd": object(
          [
            "interval_seconds": integer(IntentLimits.dpdInterval),
            "retransmit_seconds": integer(IntentLimits.dpdRetransmit),
            "payload_order": words(DeadPeerDetection.PayloadOrder.allCases.map(\.rawValue)),
          ], required: []),
      ], required: ["version", "encryption", "integrity", "dh_group", "lifetime_seconds"])
  }

  private static var ipsec: JSON {
    object(
      [
        "encryption": words(EncryptionAlgorithm.allCases.map(\.rawValue)),
        "integrity": words(IntegrityAlgorithm.allCases.map(\.rawValue)),
        "pfs_group": nullable(group), "lifetime_seconds": integer(IntentLimits.ipsecLifetime),
      ], required: ["encryption", "integrity", "lifetime_seconds"])
  }

  private static var provenance: JSON {
    object(
      [
        "region": nullable(text(.label)), "project_id": nullable(text(.label)),
        "fetched_at": nullable(text(.label)), "connections_sha256": nullable(text(.label)),
      ], required: [])
  }

  private static var group: JSON { ["enum": .array(IntentLimits.dhGroups.map { JSON($0) })] }

  private static var networks: JSON { array(string("address/length"), IntentLimits.subnets) }
}

// MARK: - Building blocks

extension IntentSchema {
  private static func object(_ properties: JSONObject, required: [String]) -> JSON {
    [
      "type": "object", "required": .array(required.map { JSON($0) }), "properties": .object(properties),
    ]
  }

  private static func array(_ items: JSON, _ count: ClosedRange<Int>) -> JSON {
    ["type": "array", "minItems": JSON(count.lowerBound), "maxItems": JSON(count.upperBound), "items": items]
  }

  private static func integer(_ range: ClosedRange<Int>) -> JSON {
    ["type": "integer", "minimum": JSON(range.lowerBound), "maximum": JSON(range.upperBound)]
  }

  private static func words(_ words: [String]) -> JSON { ["enum": .array(words.map { JSON($0) })] }

  private static func string(_ description: String? = nil) -> JSON {
    description.map { ["type": "string", "description": JSON($0)] } ?? ["type": "string"]
  }

  private static func text(_ form: TextForm, _ description: String? = nil) -> JSON {
    var schema: JSONObject = ["type": "string", "minLength": 1]
    if form == .site { schema["pattern"] = "^[A-Za-z0-9_][A-Za-z0-9._-]{0,63}$" }
    if let description { schema["description"] = JSON(description) }
    return .object(schema)
  }

  private static func nullable(_ schema: JSON) -> JSON { ["anyOf": [schema, ["type": "null"]]] }
}
