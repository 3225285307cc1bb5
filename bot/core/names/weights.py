"""How much each piece of evidence counts. Above 0 speaks for a name.

First set by hand, then moved a little by a logistic regression over the sentences of two writers and copies of them
with other names, other capitals and no accents (tests/data/names/*.dev.jsonl, *.more.jsonl); how they do is in
docs/names.md.
"""

from __future__ import annotations

from collections.abc import Mapping

WEIGHTS: Mapping[str, float] = {
    # What a word is, and how it is written
    "frequent_name/low": 3.53, "frequent_name/start": 4.49, "frequent_name/mid": 4.32,
    "frequent_name/up": 2.95, "frequent_name/shout": 3.94,
    "known_name/low": 3.46, "known_name/start": 3.2, "known_name/mid": 4.13,
    "known_name/up": 1.33, "known_name/shout": 3.38,
    "rare_name/low": 2.21, "rare_name/start": 1.98, "rare_name/mid": 2.92,
    "rare_name/up": -0.87, "rare_name/shout": 2.05,
    "near_name/low": 1.46, "near_name/start": 1.8, "near_name/mid": 3.05, "near_name/up": -1, "near_name/shout": 1.3,
    "unknown/low": 0.11, "unknown/start": 1.34, "unknown/mid": 2.49, "unknown/up": -2.57, "unknown/shout": 0.27,
    "near_word/low": -2.37, "near_word/start": -0.44, "near_word/mid": 1.43,
    "near_word/up": -3.54, "near_word/shout": -1.93,
    "both/low": -2.23, "both/start": -0.14, "both/mid": 0.04, "both/up": -1.68, "both/shout": -1.96,
    "both_surname/low": -2.95, "both_surname/start": -1.14, "both_surname/mid": 0.04,
    "both_surname/up": -3.01, "both_surname/shout": -2.63,
    "both_elsewhere/low": -0.53, "both_elsewhere/start": 1.76, "both_elsewhere/mid": 2.07,
    "both_elsewhere/up": -0.99, "both_elsewhere/shout": -0.06,
    "word/low": -9, "word/start": -5.88, "word/mid": -2.96, "word/up": -5.33, "word/shout": -9,
    "word_elsewhere/low": -9, "word_elsewhere/start": -3, "word_elsewhere/mid": -1.29,
    "word_elsewhere/up": -5, "word_elsewhere/shout": -9,
    "place_name/low": -0.15, "place_name/start": 0.87, "place_name/mid": 1.01,
    "place_name/up": -1.43, "place_name/shout": -0.23,
    "place/low": -2.76, "place/start": -2.16, "place/mid": -2.16, "place/up": -4, "place/shout": -2.8,
    "proper/low": -3.97, "proper/start": -3.49, "proper/mid": -1.71, "proper/up": -5, "proper/shout": -3.62,
    "thing_given/low": -3.28, "thing_given/start": -0.95, "thing_given/mid": -2.45,
    "thing_given/up": -4.06, "thing_given/shout": -2.78,
    "thing_surname/low": -4.13, "thing_surname/start": -2.94, "thing_surname/mid": -2.27,
    "thing_surname/up": -5, "thing_surname/shout": -3.93,
    "known_thing/low": -6.16, "known_thing/start": -5.09, "known_thing/mid": -4.84,
    "known_thing/up": -7.02, "known_thing/shout": -6.29,
    "seldom/low": -4.48, "seldom/start": -2.47, "seldom/mid": -1.41, "seldom/up": -4.5, "seldom/shout": -5.22,
    "initial/low": -9, "initial/start": -4.05, "initial/mid": -2.78, "initial/up": -2.5, "initial/shout": -5.16,
    "initials/low": -9, "initials/start": 0, "initials/mid": 2.4, "initials/up": 0, "initials/shout": -3,
    "function/low": -12, "function/start": -12, "function/mid": -12, "function/up": -12, "function/shout": -12,
    # What else is known of it, and what stands around it
    "after_colon": 2.53, "after_comma": 0.08, "alone": -1.02, "articles_before": -0.19, "bare": -0.93,
    "beside_thing_after": -1.4, "beside_thing_before": -1.58, "both_word_1_given_2": 0.25, "both_word_1_given_3": 0.28,
    "both_word_2_given_2": 0.61, "both_word_2_given_3": 0.56, "both_word_3_given_2": -0.95,
    "both_word_3_given_3": 0.45, "calls_before": 2.22, "capital_after": 1.44, "capital_before": 0.44,
    "capital_word_after": -0.12, "capital_word_before": -0.86, "comma_after": 0.92, "deed_after": 0.59,
    "determiners_before": -2.66, "done_to_before": 0.64, "either_alone_after_preposition": 0.31,
    "either_as_object": 1.72, "either_as_subject": 1.81, "either_done_to": 0.79, "either_in_pair": 1.44, "first": 0.6,
    "given_1": -0.61, "given_2": -1.03, "given_3": 1.52, "handle": 1, "honorific_before": 3.5, "in_address": 1.53,
    "initial_after": 0.38, "initial_before": 1.55, "introduced": 0.55, "is_thing_word": -3.45, "joins_before": 0.53,
    "last": -0.07, "le_before": -0.93, "listed_far_with_thing": -1.49, "listed_with_either": 0.79,
    "listed_with_name": 1.25, "listed_with_thing": -4, "motion_a": -1.45, "name_after": 0.36, "name_before": 2.19,
    "named_after": -6.48, "namelike_after": 0, "namelike_before": 0.56, "nickname": 1.61, "noun_before": -1.02,
    "number_after": -0.4, "number_before": -0.78, "owned": 0.15, "owner_of": 1.59, "personal_a": 2.42,
    "personal_al": 1.53, "place_as_place": -3.5, "place_with_place": -1.7, "place_within": -4.03,
    "places_before": -1.15, "role_before": 1.66, "row_with_brand": -0.83, "row_with_head": -1.21,
    "row_with_thing": -1.4, "signature": 1.99, "surname_1": 0.18, "surname_2": -0.31, "surname_3": 1.28,
    "the_before": -3.01, "thing_after": -2.86, "thing_before": -4.7, "within_before": -2.56, "word_1": 1.95,
    "word_2": 1.05, "word_3": -0.75,
}  # fmt: skip
