//! The built-in themes by their figures: contrast as the W3C measures it, and colours as the
//! colour-blind see them.

use super::*;
use ratatui::style::Modifier;

type Rgb = [f64; 3];

/// The light that a colour of the 256 or one written out gives, red, green and blue, each 0 to 1.
fn light(colour: Color) -> Rgb {
    let bytes = match colour {
        Color::Rgb(r, g, b) => [r, g, b],
        Color::Indexed(grey @ 232..) => [8 + 10 * (grey - 232); 3],
        Color::Indexed(cube @ 16..) => {
            let side = |n: u8| if n == 0 { 0 } else { 55 + 40 * n };
            [(cube - 16) / 36, (cube - 16) / 6 % 6, (cube - 16) % 6].map(side)
        }
        other => panic!("{other} is the terminal's own"),
    };
    bytes.map(|byte| {
        let share = f64::from(byte) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    })
}

/// The contrast of WCAG 2: 1 to 21.
fn contrast(a: Color, b: Color) -> f64 {
    let luminance = |colour| {
        let [r, g, b] = light(colour);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (a, b): (f64, f64) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Every role with words in it, and those of eight speakers.
fn words() -> impl Iterator<Item = Role> {
    let named = ROLES.iter().map(|(role, ..)| *role);
    let no_words = |role: &Role| matches!(role, Role::Line | Role::Map | Role::MapHere);
    named.filter(move |role| !no_words(role)).chain((0..8).map(Role::Quote))
}

#[track_caller]
fn check_contrast(name: &str, grounds: &[Color], least: f64) {
    let theme = Theme::named(name).unwrap();
    for role in words() {
        let style = theme.style(role);
        for ground in grounds {
            let Some(fg) = style.fg.or(theme.style(Role::Text).fg) else { continue };
            let found = contrast(fg, style.bg.unwrap_or(*ground));
            assert!(found >= least, "{name}: {role:?} on {ground}: {found:.2} of {least}");
        }
        assert!(!style.add_modifier.contains(Modifier::DIM), "{name}: {role:?} is dimmed");
    }
}

#[test]
fn words_stand_out_from_their_background() {
    assert!((contrast(Color::Indexed(16), Color::Indexed(231)) - 21.0).abs() < 0.01);
    for (name, least) in
        [("light", 4.5), ("dark", 4.5), ("colour-blind-safe", 4.5), ("high-contrast", 7.0)]
    {
        let (ground, _) = Theme::named(name).unwrap().ground().unwrap();
        check_contrast(name, &[ground], least);
    }
    // No colour has more than 4.58 on both black and white, and six of the 256 have so much.
    check_contrast("neutral", &[Color::Indexed(16), Color::Indexed(231)], 4.5);
}

/// How the kinds of colour blindness change light (Machado, Oliveira and Fernandes 2009, severity
/// 1): protanopia, deuteranopia, tritanopia.
const SEEN: [[Rgb; 3]; 3] = [
    [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
];

/// CIE L*a*b* of light.
fn lab([r, g, b]: Rgb) -> Rgb {
    let root = |t: f64| if t > 0.008856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
    let x = root((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
    let y = root(0.2126 * r + 0.7152 * g + 0.0722 * b);
    let z = root((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

#[test]
fn the_colour_blind_tell_speakers_apart() {
    let theme = Theme::named("colour-blind-safe").unwrap();
    let mut colours: Vec<Color> = theme.speakers.iter().filter_map(|style| style.fg).collect();
    colours.extend(theme.style(Role::Text).fg);
    assert_eq!(colours.len(), 7);
    let usual = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
    for seen in std::iter::once(usual).chain(SEEN) {
        let look = |colour: &Color| {
            let given = light(*colour);
            let sum = |row: Rgb| (0..3).map(|i| row[i] * given[i]).sum::<f64>().clamp(0.0, 1.0);
            lab(seen.map(sum))
        };
        let looks: Vec<Rgb> = colours.iter().map(look).collect();
        for (a, b) in (0..looks.len()).flat_map(|a| (0..a).map(move |b| (a, b))) {
            let apart = (0..3).map(|i| (looks[a][i] - looks[b][i]).powi(2)).sum::<f64>().sqrt();
            assert!(apart > 20.0, "{} and {}: {apart:.1}", colours[a], colours[b]);
        }
    }
}

#[test]
fn built_in_themes_are_right() {
    for (name, _, written) in THEMES {
        assert_eq!(Theme::read(written).err(), None, "{name}");
    }
}

#[test]
fn speakers_have_colours_of_their_own_and_repeat() {
    for (name, ..) in THEMES.iter().filter(|(name, ..)| *name != "monochrome") {
        let theme = Theme::named(name).unwrap();
        let count = theme.speakers.len();
        let colour = |place| theme.style(Role::Quote(place)).fg;
        for (place, other) in (0..count).flat_map(|a| (0..a).map(move |b| (a, b))) {
            assert_ne!(colour(place), colour(other), "{name}");
        }
        assert_eq!(colour(0), colour(count), "{name}");
        let nobody = theme.style(Role::QuoteOfNobody);
        assert!((0..count).all(|place| theme.style(Role::Quote(place)) != nobody), "{name}");
    }
}

#[test]
fn monochrome_has_no_colour_and_still_tells_things_apart() {
    let theme = Theme::named("monochrome").unwrap();
    let all = ROLES.iter().map(|(role, ..)| *role).chain([Role::Quote(3)]);
    assert!(all.map(|role| theme.style(role)).all(|style| (style.fg, style.bg) == (None, None)));
    for role in [Role::Quote(3), Role::Match, Role::Error, Role::Key, Role::FlagOpen] {
        assert_ne!(theme.style(role), Style::new(), "{role:?}");
    }
}

#[test]
fn the_terminals_own_colours_are_its_sixteen() {
    let theme = Theme::named("terminal").unwrap();
    let all = ROLES.iter().map(|(role, ..)| *role).chain((0..8).map(Role::Quote));
    for style in all.map(|role| theme.style(role)) {
        for colour in [style.fg, style.bg].into_iter().flatten() {
            assert!(matches!(colour, Color::Indexed(0..16)), "{colour}");
        }
    }
}
