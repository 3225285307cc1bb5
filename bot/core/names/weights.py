"""How much each piece of evidence counts. Above 0 speaks for a name.

First set by hand, then moved a little by a logistic regression over the dev sentences and copies of them with other
names, other capitals and no accents (tests/data/names/*.dev.jsonl); how they do is in docs/names.md.
"""

from __future__ import annotations

from collections.abc import Mapping

WEIGHTS: Mapping[str, float] = {
    # What a word is, and how it is written
    "frequent_name/low": 2.99, "frequent_name/start": 4.27, "frequent_name/mid": 3.72,
    "frequent_name/up": 2.54, "frequent_name/shout": 2.93,
    "known_name/low": 2.72, "known_name/start": 3.19, "known_name/mid": 3.58,
    "known_name/up": 1.01, "known_name/shout": 2.01,
    "rare_name/low": 0.96, "rare_name/start": 1.4, "rare_name/mid": 2.38,
    "rare_name/up": -0.87, "rare_name/shout": 0.44,
    "near_name/low": 0.81, "near_name/start": 1.8, "near_name/mid": 3.0, "near_name/up": -1.0, "near_name/shout": 0.8,
    "unknown/low": -1.32, "unknown/start": 1.0, "unknown/mid": 2.31, "unknown/up": -2.25, "unknown/shout": -0.37,
    "near_word/low": -3.25, "near_word/start": -1.2, "near_word/mid": 0.99,
    "near_word/up": -3.53, "near_word/shout": -2.54,
    "both/low": -2.87, "both/start": 0.08, "both/mid": 0.46, "both/up": -1.99, "both/shout": -2.84,
    "both_surname/low": -3.77, "both_surname/start": -1.49, "both_surname/mid": 0.35,
    "both_surname/up": -3.0, "both_surname/shout": -3.78,
    "both_elsewhere/low": -1.03, "both_elsewhere/start": 1.59, "both_elsewhere/mid": 2.57,
    "both_elsewhere/up": -1.0, "both_elsewhere/shout": -0.53,
    "word/low": -9.0, "word/start": -5.34, "word/mid": -2.18, "word/up": -5.02, "word/shout": -9.0,
    "word_elsewhere/low": -9.0, "word_elsewhere/start": -3.0, "word_elsewhere/mid": -1.07,
    "word_elsewhere/up": -5.0, "word_elsewhere/shout": -9.0,
    "place_name/low": -0.58, "place_name/start": 0.81, "place_name/mid": 1.07,
    "place_name/up": -1.5, "place_name/shout": -0.76,
    "place/low": -2.92, "place/start": -2.01, "place/mid": -2.14, "place/up": -4.0, "place/shout": -2.98,
    "proper/low": -4.24, "proper/start": -3.19, "proper/mid": -1.86, "proper/up": -5.0, "proper/shout": -3.98,
    "thing_given/low": -2.49, "thing_given/start": -0.92, "thing_given/mid": -1.84,
    "thing_given/up": -4.03, "thing_given/shout": -2.03,
    "thing_surname/low": -3.46, "thing_surname/start": -2.69, "thing_surname/mid": -1.99,
    "thing_surname/up": -5.0, "thing_surname/shout": -3.52,
    "known_thing/low": -5.73, "known_thing/start": -4.97, "known_thing/mid": -4.61,
    "known_thing/up": -7.01, "known_thing/shout": -6.0,
    "seldom/low": -5.37, "seldom/start": -2.71, "seldom/mid": -2.4, "seldom/up": -5.0, "seldom/shout": -5.95,
    "initial/low": -9.0, "initial/start": -4.03, "initial/mid": -2.61, "initial/up": -2.5, "initial/shout": -5.01,
    "initials/low": -9.0, "initials/start": 0.08, "initials/mid": 1.47, "initials/up": 0.0, "initials/shout": -3.0,
    "function/low": -12.0, "function/start": -12.0, "function/mid": -12.0,
    "function/up": -12.0, "function/shout": -12.0,
    # What else is known of it, and what stands around it
    "after_colon": 1.44, "after_comma": 0.67, "articles_before": -1.16, "beside_thing_before": -0.45,
    "calls_before": 1.26, "capital_after": 1.05, "capital_before": 0.55, "capital_word_after": 0.1,
    "capital_word_before": -0.48, "comma_after": 0.48, "deed_after": 0.56, "determiners_before": -2.19,
    "done_to_before": 0.11, "either_alone_after_preposition": 0.1, "either_as_object": 1.69,
    "either_as_subject": 2.38, "either_done_to": 0.79, "either_in_pair": 2.17, "first": 0.18, "given_1": 0.6,
    "given_2": -0.52, "given_3": 1.48, "handle": 1.0, "honorific_before": 3.5, "in_address": 0.72,
    "initial_after": 0.96, "initial_before": 1.08, "introduced": 1.53, "is_thing_word": -3.49, "joins_before": 0.17,
    "listed_with_either": 0.31, "listed_with_name": 1.52, "listed_with_thing": -2.69, "motion_a": -1.37,
    "name_after": 1.56, "name_before": 2.47, "named_after": -6.5, "namelike_after": 1.43, "namelike_before": 1.61,
    "nickname": 2.53, "number_after": -1.37, "owned": 0.38, "owner_of": 1.6, "personal_a": 1.83,
    "place_as_place": -3.5, "places_before": -1.1, "role_before": 2.08, "signature": 2.0, "surname_1": 0.2,
    "surname_2": -0.26, "surname_3": 1.68, "the_before": -3.0, "thing_after": -2.82, "thing_before": -3.48,
    "word_1": 1.36, "word_2": 0.64, "word_3": -1.3,
}  # fmt: skip
