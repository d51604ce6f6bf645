import Jinja
import Testing

@testable import NetworkFilters

@Suite struct AddressFilterTests {
  @Test(arguments: [
    ("'10.20.0.0/16' | ipaddr('first_usable')", "10.20.0.1"),
    ("'10.20.0.5/16' | ansible.utils.ipaddr('network')", "10.20.0.0"),
    ("'2001:db8::/32' | ipaddr('size')", "79228162514264337593543950336"),
    ("'10.0.0.0/24' | ipaddr(-1)", "10.0.0.255/24"), ("'10.0.0.0/24' | ipaddr('10.0.0.0/8')", "10.0.0.0/24"),
    ("'host' | ipaddr", "False"), ("'10.0.0.1/24' | ipaddr('net')", "None"),
    ("['10.0.0.1', 'x', '::1', none, 7] | ipaddr", "['10.0.0.1', '::1', '0.0.0.7']"),
    ("['10.0.0.1', '::1'] | ipv6", "['::1']"), ("'::1' | ipwrap", "[::1]"), ("'host' | ipwrap", "host"),
    ("'10.0.0.0/16' | ipsubnet(24, 3)", "10.0.3.0/24"), ("'10.0.0.0/16' | ipsubnet(24)", "256"),
    ("'10.0.0.9/24' | ipmath(-10)", "9.255.255.255"),
    ("['10.0.0.0/24', '10.0.1.0/24'] | cidr_merge", "['10.0.0.0/23']"),
    ("'fe80::/64' | slaac('1a:2b:3c:4d:5e:6f')", "fe80::182b:3cff:fe4d:5e6f"),
    ("'1a:2b:3c:4d:5e:6f' | hwaddr('cisco')", "1a2b.3c4d.5e6f"),
    ("'10.0.0.0/8' | network_in_network('10.9.0.0/16')", "True"),
  ])
  func `the collection's examples`(_ expression: String, _ expected: String) throws {
    #expect(try Rendering.text(expression) == expected)
  }

  @Test(arguments: [
    ("'10.20.1.0/24' | netmask", "255.255.255.0"), ("'10.20.1.0/24' | wildcard", "0.0.0.255"),
    ("'0.0.0.0/0' | netmask", "0.0.0.0"), ("'10.0.0.1/32' | wildcard", "0.0.0.0"),
    ("'169.254.70.2/30' | network", "169.254.70.0"), ("'169.254.70.2/30' | address", "169.254.70.2"),
    ("'169.254.70.2/30' | first_host", "169.254.70.1"), ("'169.254.70.2/30' | last_host", "169.254.70.2"),
    ("'169.254.70.2/30' | broadcast", "169.254.70.3"), ("'10.20.0.0/16' | prefix_length", "16"),
    ("'192.0.2.1' | netmask", "255.255.255.255"), ("'2001:db8::5/64' | network", "2001:db8::"),
    ("'2001:db8::/126' | first_host", "2001:db8::1"), ("'2001:db8::/126' | last_host", "2001:db8::3"),
    ("'2001:db8::/127' | first_host", "2001:db8::"), ("'2001:db8::1' | prefix_length", "128"),
    ("'2001:db8::/64' | wildcard", "::ffff:ffff:ffff:ffff"),
  ])
  func `our own short filters take both families`(_ expression: String, _ expected: String) throws {
    #expect(try Rendering.text(expression) == expected)
  }

  @Test(arguments: [
    "'10.0.0.0/33' | netmask", "'x' | network", "none | address", "'' | wildcard",
    "'10.0.0.1/24' | ipaddr('netork')", "1.5 | ipaddr", "none | ipaddr",
    "'10.0.0.1' | ipaddr('first_usable')",
    "'10.0.0.0/30' | ipaddr('peer')", "'10.0.0.0/24' | ipaddr(version=5)", "'10.0.0.1' | ipmath",
    "'::1' | ipwrap('ipv4', 'x')", "'10.0.0.0/16' | ipsubnet(8)", "['x'] | cidr_merge",
    "'x' | hwaddr('linux')",
    "'1a:2b:3c:4d:5e:6f' | hwaddr('ios')",
  ])
  func `what cannot be answered is an error`(_ expression: String) {
    #expect(Rendering.failure(expression)?.kind == .runtime)
  }

  @Test func `a message names the filter, the value and a remedy`() {
    #expect(
      Rendering.failure("'10.0.0.1/24' | ipaddr('netork')")?.message
        == "ipaddr: there is no query 'netork'; did you mean 'network'?")
    #expect(
      Rendering.failure("'10.0.0.1/24' | get_first_usable")?.message
        == "get_first_usable: '10.0.0.1/24' has bits set right of its length: write 10.0.0.0/24")
  }

  @Test(arguments: [
    "missing | ipaddr", "missing | is_ip", "missing | ipmath(1)", "'10.0.0.1' | ipaddr(missing)",
    "missing | is_network",
  ])
  func `a missing variable stays a missing variable`(_ expression: String) {
    #expect(Rendering.failure(expression)?.kind == .undefined)
  }

  @Test func `tuples and lazy lists are lists`() throws {
    #expect(try Rendering.text("('10.0.0.1', 'x') | ipaddr") == "['10.0.0.1']")
    #expect(try Rendering.text("['10.0.0.1', 'x'] | map('lower') | ipaddr('int')") == "[167772161]")
    let lazy = try Rendering.text("['10.0.0.1', 'x'] | map('lower') | ipaddr('int')")
    #expect(lazy == "[167772161]")
    #expect(try Rendering.text("range(3) | ipaddr") == "['0.0.0.1', '0.0.0.2']")
  }

  @Test func `zones and dots`() throws {
    #expect(try Rendering.text("'fe80::1%eth0' | is_ip") == "False")
    #expect(try Rendering.text("'::ffff:192.0.2.1' | ip_addition(1)") == "::ffff:192.0.2.2")
    #expect(try Rendering.text("'::ffff:192.0.2.1' | is_ip_within('::ffff:0:0/96')") == "True")
    #expect(try Rendering.text("'10.0.0.1' | ipaddr('v6')") == "::ffff:10.0.0.1/128")
  }

  @Test func `every special network of the tables was read`() {
    #expect(ScopeQueries.notGlobal.count == 23 && ScopeQueries.globalAgain.count == 8)
    #expect(ScopeQueries.loopback.count + ScopeQueries.linkLocal.count + ScopeQueries.multicast.count == 6)
  }

  @Test func `no filter hides one of Jinja's own`() {
    let own = Environment(loader: DictionaryLoader([String: String]())).filters
    let names = NetworkFilters.all()
    #expect(names.keys.filter { own[$0] != nil }.isEmpty)
    #expect(names.count >= 90)
  }
}
