import Jinja
import Testing

/// Nothing that a value holds makes a filter run away.
@Suite struct BoundsTests {
  @Test(arguments: [
    "'10.0.0.0/8' | get_all_host", "'::/0' | get_all_host", "'::/0' | usable_range",
    "'x[1-99999999999]' | interface_range_expansion", "'x[1-300][1-300]' | interface_range_expansion",
    "'x[1-9223372036854775807]' | interface_range_expansion",
    "'x[-9223372036854775808-9223372036854775807]' | interface_range_expansion",
    "('1-4094,' * 40 ~ '1') | vlanconfig_to_list", "('?' * 1000000) | escape_chars('?', 'x' * 1000)",
  ])
  func `too much at once is a limit`(_ expression: String) {
    #expect(Rendering.failure(expression)?.kind == .limit)
  }

  @Test(arguments: [
    ("'::/0' | ipaddr('size')", "340282366920938463463374607431768211456"),
    ("'0.0.0.0/0' | ipaddr('size_usable')", "4294967294"),
    ("'::/0' | ipaddr(2 ** 127)", "8000::/0"),
    ("'::/0' | ipaddr('range_usable')", "0.0.0.1-ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe"),
    ("'::/0' | ipsubnet(128)", "340282366920938463463374607431768211456"),
    ("['::/0', '::1', 'ffff::/16'] | cidr_merge", "['::/0']"),
    ("['::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'] | cidr_merge('span')", "::/0"),
    ("['0.0.0.0/1', '128.0.0.0/1'] | cidr_merge", "['0.0.0.0/0']"),
  ])
  func `the largest networks cost nothing`(_ expression: String, _ expected: String) throws {
    #expect(try Rendering.text(expression) == expected)
  }

  @Test(arguments: [
    "ipaddr", "ipwrap", "is_ip", "ipmath(1)", "hwaddr", "split_interface", "vlanconfig_to_list", "asn_to_int",
    "interface_range_expansion", "canonical_interface_name", "is_valid_mac", "get_peer_ip", "ipsubnet(8)",
    "quoted",
    "is_reversible_wildcardmask", "is_ip_range", "quote_if_needed",
  ])
  func `long texts are read once`(_ filter: String) {
    // Whether they are answered or refused: the time of the whole is that of some passes over the text.
    for text in [
      "'1' * 20000", "'1.' * 10000", "':' * 20000", "'[1]' * 6000", "'a1' * 10000", "'1/' * 10000",
    ] {
      let kind = Rendering.failure("(\(text)) | \(filter) | length")?.kind
      #expect(kind == nil || kind == .runtime || kind == .limit)
    }
  }

  @Test func `lists in lists end somewhere`() {
    var value = Value([.string("10.0.0.1")])
    for _ in 0..<5000 { value = Value([value]) }
    let context = DictObject()
    context[name: "x"] = value
    #expect(
      Rendering.failure("x | ipaddr", .dict(context))?.message == "ipaddr: the lists are nested too deeply")
  }

  @Test func `names of many parts`() {
    #expect(Rendering.failure("['a1' * 400000] | sort_interface_list")?.kind == .runtime)
    #expect(Rendering.failure("['a1' * 500] | sort_interface_list")?.kind == nil)
  }
}
