//! Which addresses no stranger may send us to.
//!
//! IPv4 is refused by a list, the special-purpose registry of IANA, since nearly all the rest is
//! public. IPv6 is allowed by a list: only `2000::/3` is handed out to the public, so that all else
//! is refused without being named, and a list within it takes away what is special there. Rejected:
//! the standard library's `is_global`, which is unstable, and knows nothing of clouds.
//!
//! An IPv6 address may carry an IPv4 address to which a gateway delivers: mapped, 6to4, Teredo,
//! NAT64 and ISATAP. What is carried is judged as if it stood alone; a mapped or NAT64 address that
//! carries a public one is public. Where it fails: a gateway with a prefix of its own (RFC 6052
//! allows any) looks like the public address that it is; only the network's operator can know.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{Ipv4Net, Ipv6Net};

/// Why an address is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressKind {
    /// Stands for any address, or for this network.
    Unspecified,
    /// This machine.
    Loopback,
    /// Private networks of RFC 1918, unique-local and site-local ones of IPv6.
    Private,
    /// Shared by the customers of a provider (RFC 6598).
    CarrierShared,
    /// Reaches the next machines only; cloud metadata lives here.
    LinkLocal,
    /// A cloud's own services, where they are not link-local.
    CloudService,
    /// Groups of machines.
    Multicast,
    /// All machines of a network.
    Broadcast,
    /// Examples in documents.
    Documentation,
    /// Benchmarks of network devices.
    Benchmark,
    /// Tunnels that are given up, of which nobody public is at the end.
    Tunnel,
    /// Reserved for protocols, for the future, or not handed out.
    Reserved,
}

impl AddressKind {
    /// True of the kinds that are somebody's own network: an administrator may allow a host there
    /// by its name. The others are allowed by their network only.
    pub(crate) fn is_own_network(self) -> bool {
        matches!(self, Self::Loopback | Self::Private | Self::CarrierShared)
    }

    fn word(self) -> &'static str {
        match self {
            Self::Unspecified => "unspecified",
            Self::Loopback => "loopback",
            Self::Private => "private",
            Self::CarrierShared => "carrier-shared",
            Self::LinkLocal => "link-local",
            Self::CloudService => "cloud service",
            Self::Multicast => "multicast",
            Self::Broadcast => "broadcast",
            Self::Documentation => "documentation",
            Self::Benchmark => "benchmark",
            Self::Tunnel => "tunnel",
            Self::Reserved => "reserved",
        }
    }
}

impl fmt::Display for AddressKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.word())
    }
}

const fn v4(a: u8, b: u8, c: u8, d: u8, prefix: u8) -> Ipv4Net {
    Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, d), prefix)
}

/// An IPv6 network by its first four groups; none here is told by later ones.
const fn v6(groups: [u16; 4], prefix: u8) -> Ipv6Net {
    let [a, b, c, d] = groups;
    Ipv6Net::new_assert(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0), prefix)
}

/// The first that holds an address names its kind.
const REFUSED_V4: &[(Ipv4Net, AddressKind)] = &[
    (v4(0, 0, 0, 0, 8), AddressKind::Unspecified),
    (v4(127, 0, 0, 0, 8), AddressKind::Loopback),
    (v4(10, 0, 0, 0, 8), AddressKind::Private),
    (v4(172, 16, 0, 0, 12), AddressKind::Private),
    (v4(192, 168, 0, 0, 16), AddressKind::Private),
    // Metadata of Alibaba, of Oracle, and the agent of Azure, which stands at a public address.
    (v4(100, 100, 100, 200, 32), AddressKind::CloudService),
    (v4(192, 0, 0, 192, 32), AddressKind::CloudService),
    (v4(168, 63, 129, 16, 32), AddressKind::CloudService),
    (v4(100, 64, 0, 0, 10), AddressKind::CarrierShared),
    (v4(169, 254, 0, 0, 16), AddressKind::LinkLocal),
    (v4(192, 0, 0, 0, 24), AddressKind::Reserved),
    (v4(192, 0, 2, 0, 24), AddressKind::Documentation),
    (v4(198, 51, 100, 0, 24), AddressKind::Documentation),
    (v4(203, 0, 113, 0, 24), AddressKind::Documentation),
    (v4(192, 88, 99, 0, 24), AddressKind::Tunnel),
    (v4(198, 18, 0, 0, 15), AddressKind::Benchmark),
    (v4(224, 0, 0, 0, 4), AddressKind::Multicast),
    (v4(255, 255, 255, 255, 32), AddressKind::Broadcast),
    (v4(240, 0, 0, 0, 4), AddressKind::Reserved),
];

const PUBLIC_V6: Ipv6Net = v6([0x2000, 0, 0, 0], 3);
/// The well-known prefix of NAT64, behind which IPv6-only networks see all of IPv4.
const NAT64: Ipv6Net = v6([0x64, 0xff9b, 0, 0], 96);
const SIX_TO_FOUR: Ipv6Net = v6([0x2002, 0, 0, 0], 16);
const TEREDO: Ipv6Net = v6([0x2001, 0, 0, 0], 32);

/// The first that holds an address names its kind.
const REFUSED_V6: &[(Ipv6Net, AddressKind)] = &[
    (v6([0xfd00, 0xec2, 0, 0], 32), AddressKind::CloudService),
    (v6([0xfc00, 0, 0, 0], 7), AddressKind::Private),
    (v6([0xfec0, 0, 0, 0], 10), AddressKind::Private),
    (v6([0x64, 0xff9b, 1, 0], 48), AddressKind::Private),
    (v6([0xfe80, 0, 0, 0], 10), AddressKind::LinkLocal),
    (v6([0xff00, 0, 0, 0], 8), AddressKind::Multicast),
    (TEREDO, AddressKind::Tunnel),
    (SIX_TO_FOUR, AddressKind::Tunnel),
    (v6([0x2001, 2, 0, 0], 48), AddressKind::Benchmark),
    (v6([0x2001, 0xdb8, 0, 0], 32), AddressKind::Documentation),
    (v6([0x3fff, 0, 0, 0], 20), AddressKind::Documentation),
    (v6([0x2001, 0, 0, 0], 23), AddressKind::Reserved),
];

/// Why `address` is refused; nothing where it is public.
pub fn refused_kind(address: IpAddr) -> Option<AddressKind> {
    match address {
        IpAddr::V4(address) => refused_kind_v4(address),
        IpAddr::V6(address) => refused_kind_v6(address),
    }
}

fn refused_kind_v4(address: Ipv4Addr) -> Option<AddressKind> {
    REFUSED_V4.iter().find(|(network, _)| network.contains(&address)).map(|(_, kind)| *kind)
}

fn refused_kind_v6(address: Ipv6Addr) -> Option<AddressKind> {
    if let Some(same) = same_v4(address) {
        return refused_kind_v4(same);
    }
    if let Some(kind) = carried_v4(address).into_iter().flatten().find_map(refused_kind_v4) {
        return Some(kind);
    }
    special_v6(address)
}

fn special_v6(address: Ipv6Addr) -> Option<AddressKind> {
    if address.is_unspecified() {
        return Some(AddressKind::Unspecified);
    }
    if address.is_loopback() {
        return Some(AddressKind::Loopback);
    }
    let listed = REFUSED_V6.iter().find(|(network, _)| network.contains(&address));
    match listed {
        Some((_, kind)) => Some(*kind),
        None if PUBLIC_V6.contains(&address) => None,
        None => Some(AddressKind::Reserved),
    }
}

/// The IPv4 address of which `address` is another spelling.
pub(crate) fn same_v4(address: Ipv6Addr) -> Option<Ipv4Addr> {
    if NAT64.contains(&address) {
        return Some(low_v4(address));
    }
    address.to_ipv4_mapped()
}

/// The IPv4 addresses to which a tunnel would bring `address`.
fn carried_v4(address: Ipv6Addr) -> [Option<Ipv4Addr>; 2] {
    let groups = address.segments();
    let is_isatap = groups[4] & !0x0200 == 0 && groups[5] == 0x5efe;
    if SIX_TO_FOUR.contains(&address) {
        return [Some(v4_of(groups[1], groups[2])), None];
    }
    if TEREDO.contains(&address) {
        // Server and client; the client's is written inverted.
        return [Some(v4_of(groups[2], groups[3])), Some(v4_of(!groups[6], !groups[7]))];
    }
    [is_isatap.then(|| low_v4(address)), None]
}

fn low_v4(address: Ipv6Addr) -> Ipv4Addr {
    let groups = address.segments();
    v4_of(groups[6], groups[7])
}

fn v4_of(high: u16, low: u16) -> Ipv4Addr {
    Ipv4Addr::from(u32::from(high) << 16 | u32::from(low))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(address: &str, expected: Option<AddressKind>) {
        let parsed: IpAddr = address.parse().expect("a test's address is one");
        assert_eq!(refused_kind(parsed), expected, "{address}");
    }

    #[test]
    fn public_addresses_pass() {
        let public = [
            "1.1.1.1",
            "8.8.8.8",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "126.255.255.255",
            "128.0.0.1",
            "169.253.255.255",
            "172.15.255.255",
            "172.32.0.0",
            "192.0.1.0",
            "192.167.255.255",
            "198.17.255.255",
            "198.20.0.0",
            "223.255.255.255",
            "2606:4700::1111",
            "2a00:1450:4001:80b::200e",
            "2001:200::1",
            "::ffff:8.8.8.8",
            "64:ff9b::8.8.8.8",
        ];
        public.iter().for_each(|address| check(address, None));
    }

    #[test]
    fn special_ipv4_is_refused() {
        let refused = [
            ("0.0.0.0", AddressKind::Unspecified),
            ("0.1.2.3", AddressKind::Unspecified),
            ("127.0.0.1", AddressKind::Loopback),
            ("127.255.255.254", AddressKind::Loopback),
            ("10.0.0.1", AddressKind::Private),
            ("172.16.0.1", AddressKind::Private),
            ("172.31.255.255", AddressKind::Private),
            ("192.168.1.1", AddressKind::Private),
            ("100.64.0.1", AddressKind::CarrierShared),
            ("100.127.255.255", AddressKind::CarrierShared),
            ("169.254.0.1", AddressKind::LinkLocal),
            ("169.254.169.254", AddressKind::LinkLocal),
            ("100.100.100.200", AddressKind::CloudService),
            ("168.63.129.16", AddressKind::CloudService),
            ("192.0.0.192", AddressKind::CloudService),
            ("192.0.0.8", AddressKind::Reserved),
            ("192.0.2.1", AddressKind::Documentation),
            ("198.51.100.1", AddressKind::Documentation),
            ("203.0.113.1", AddressKind::Documentation),
            ("192.88.99.1", AddressKind::Tunnel),
            ("198.18.0.1", AddressKind::Benchmark),
            ("198.19.255.255", AddressKind::Benchmark),
            ("224.0.0.1", AddressKind::Multicast),
            ("239.255.255.255", AddressKind::Multicast),
            ("240.0.0.1", AddressKind::Reserved),
            ("255.255.255.254", AddressKind::Reserved),
            ("255.255.255.255", AddressKind::Broadcast),
        ];
        refused.into_iter().for_each(|(address, kind)| check(address, Some(kind)));
    }

    #[test]
    fn special_ipv6_is_refused() {
        let refused = [
            ("::", AddressKind::Unspecified),
            ("::1", AddressKind::Loopback),
            ("::8.8.8.8", AddressKind::Reserved),
            ("fc00::1", AddressKind::Private),
            ("fdff::1", AddressKind::Private),
            ("fec0::1", AddressKind::Private),
            ("fd00:ec2::254", AddressKind::CloudService),
            ("fe80::1", AddressKind::LinkLocal),
            ("febf::1", AddressKind::LinkLocal),
            ("ff02::1", AddressKind::Multicast),
            ("2001:db8::1", AddressKind::Documentation),
            ("3fff::1", AddressKind::Documentation),
            ("2001:2::1", AddressKind::Benchmark),
            ("2001:10::1", AddressKind::Reserved),
            ("64:ff9b:1::8.8.8.8", AddressKind::Private),
            ("100::1", AddressKind::Reserved),
            ("4000::1", AddressKind::Reserved),
            ("5f00::1", AddressKind::Reserved),
        ];
        refused.into_iter().for_each(|(address, kind)| check(address, Some(kind)));
    }

    #[test]
    fn what_an_address_carries_is_judged() {
        let refused = [
            ("::ffff:127.0.0.1", AddressKind::Loopback),
            ("::ffff:169.254.169.254", AddressKind::LinkLocal),
            ("64:ff9b::10.0.0.1", AddressKind::Private),
            ("2002:0a00:0001::1", AddressKind::Private),
            ("2002:0808:0808::1", AddressKind::Tunnel),
            ("2001:0:0808:0808:0:0:80ff:fffe", AddressKind::Loopback),
            ("2001:0:0a00:0001:0:0:f7f7:f7f7", AddressKind::Private),
            ("2001:0:0808:0808:0:0:f7f7:f7f7", AddressKind::Tunnel),
            ("2606:4700::5efe:10.0.0.1", AddressKind::Private),
            ("2606:4700::200:5efe:10.0.0.1", AddressKind::Private),
        ];
        refused.into_iter().for_each(|(address, kind)| check(address, Some(kind)));
    }

    proptest! {
        #[test]
        fn every_spelling_of_an_ipv4_address_is_judged_alike(number: u32) {
            let address = Ipv4Addr::from(number);
            let alone = refused_kind(IpAddr::V4(address));
            let groups = address.to_ipv6_mapped().segments();
            let behind_nat64 = Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, groups[6], groups[7]);
            prop_assert_eq!(refused_kind(address.to_ipv6_mapped().into()), alone);
            prop_assert_eq!(refused_kind(behind_nat64.into()), alone);
        }

        #[test]
        fn only_global_unicast_passes(number: u128) {
            let address = Ipv6Addr::from(number);
            if refused_kind(address.into()).is_none() {
                prop_assert!(PUBLIC_V6.contains(&address) || same_v4(address).is_some());
            }
        }
    }
}
