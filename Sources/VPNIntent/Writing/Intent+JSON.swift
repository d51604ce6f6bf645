package import OrderedJSON
import Cryptography
import IPAddressing
import Secrets

extension Intent {
  /// The document; members always stand in the same order, absent values are `null`.
  package var json: JSON {
    var document = meaning
    if let provenance { document["provenance"] = provenance.json }
    return .object(document)
  }

  /// The document as bytes, canonical: equal intents give equal bytes.
  package var bytes: [UInt8] { json.bytes(.pretty) }

  /// SHA-256 over the compact document without provenance, hexadecimal.
  package var sha256: String { SHA256.hex(JSON.object(meaning).bytes(.compact)) }

  private var meaning: JSONObject {
    [
      "schema": JSON(Intent.schema), "site": JSON(site), "platform": JSON(platform),
      "software_version": JSON(softwareVersion), "device": device.json,
      "connections": .array(connections.map(\.json)),
    ]
  }
}

extension Intent.Provenance {
  fileprivate var json: JSON {
    [
      "region": JSON(region), "project_id": JSON(projectID), "fetched_at": JSON(fetchedAt),
      "connections_sha256": JSON(connectionsSHA256),
    ]
  }
}

extension SiteFacts {
  /// The `device` member of an intent.
  package var json: JSON {
    var numbers = JSONObject()
    for (name, number) in self.numbers.sorted(by: { $0.key < $1.key }) { numbers[name] = JSON(number) }
    var object: JSONObject = [
      "hostname": JSON(hostname), "supported_device": JSON(supportedDevice),
      "wan": .array(
        wan.map(\.json)),
      "lan": ["interface": JSON(lan.interface), "subnets": list(lan.subnets)],
      "bgp_asn": number(bgpASN), "router_id": JSON(routerID?.description), "numbers": .object(numbers),
      "running": JSON(running),
    ]
    // Of a device that is one nothing is said, so that documents of before stay as they are.
    if let context { object["context"] = .string(context) }
    return .object(object)
  }
}

extension WAN {
  fileprivate var json: JSON {
    var object: JSONObject = [
      "name": JSON(name), "interface": JSON(interface), "address": JSON(address?.description),
      "next_hop": JSON(nextHop?.description),
    ]
    if let vrf { object["vrf"] = .string(vrf) }
    return .object(object)
  }
}

extension Connection {
  fileprivate var json: JSON {
    [
      "id": JSON(id), "name": JSON(name), "mode": JSON(mode.rawValue), "role": JSON(role.rawValue),
      "wan": JSON(wan), "cloud": cloud.json, "device": device.json,
      "selectors": .array(
        selectors.map { ["cloud": JSON($0.cloud.description), "device": JSON($0.device.description)] }),
      "probe": .bool(probe), "ike": ike.json, "ipsec": ipsec.json, "key": ["reference": JSON(key.text)],
    ]
  }
}

extension Endpoint {
  fileprivate var json: JSON {
    [
      "address": JSON(address?.description),
      "identity": ["type": JSON(identity.kind.rawValue), "value": JSON(identity.value)],
      "inside": JSON(inside?.description), "bgp_asn": number(bgpASN), "subnets": list(subnets),
    ]
  }
}

extension IKEPolicy {
  fileprivate var json: JSON {
    [
      "version": JSON(version.rawValue), "exchange": JSON(exchange?.rawValue),
      "encryption": JSON(encryption.rawValue), "integrity": JSON(integrity.rawValue),
      "dh_group": JSON(dhGroup), "lifetime_seconds": JSON(lifetimeSeconds),
      "dpd": [
        "interval_seconds": JSON(dpd.intervalSeconds), "retransmit_seconds": JSON(dpd.retransmitSeconds),
        "payload_order": JSON(dpd.payloadOrder.rawValue),
      ],
    ]
  }
}

extension IPsecPolicy {
  fileprivate var json: JSON {
    [
      "encryption": JSON(encryption.rawValue), "integrity": JSON(integrity.rawValue),
      "pfs_group": number(pfsGroup), "lifetime_seconds": JSON(lifetimeSeconds),
    ]
  }
}

private func number(_ value: Int?) -> JSON { value.map { JSON($0) } ?? .null }

private func list(_ prefixes: [IPPrefix]) -> JSON { .array(prefixes.map { JSON($0.description) }) }
