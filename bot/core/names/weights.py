"""How much each piece of evidence counts. Above 0 speaks for a name.

First set by hand, then moved a little by a logistic regression over the sentences of three writers and copies of them
with other names, other capitals and no accents (tests/data/names/*.dev.jsonl, *.more.jsonl, *.third.jsonl); how they
do is in docs/names.md.
"""

from __future__ import annotations

from collections.abc import Mapping

WEIGHTS: Mapping[str, float] = {
    # What a word is, and how it is written
    "frequent_name/low": 4.08, "frequent_name/start": 4.76, "frequent_name/mid": 4.8,
    "frequent_name/up": 3.26, "frequent_name/shout": 4.55,
    "known_name/low": 3.98, "known_name/start": 3.47, "known_name/mid": 4.54,
    "known_name/up": 1.77, "known_name/shout": 4.05,
    "rare_name/low": 3.31, "rare_name/start": 2.4, "rare_name/mid": 3.31,
    "rare_name/up": -0.87, "rare_name/shout": 3.03,
    "near_name/low": 1.91, "near_name/start": 1.8, "near_name/mid": 3.06, "near_name/up": -1, "near_name/shout": 1.7,
    "unknown/low": 0.19, "unknown/start": 1.8, "unknown/mid": 3.07, "unknown/up": -2.6, "unknown/shout": 0.17,
    "near_word/low": -2.61, "near_word/start": 0.09, "near_word/mid": 1.47,
    "near_word/up": -3.56, "near_word/shout": -2.31,
    "both/low": -2.15, "both/start": -0.6, "both/mid": -0.4, "both/up": -1.31, "both/shout": -1.93,
    "both_surname/low": -2.6, "both_surname/start": -0.8, "both_surname/mid": 0.6,
    "both_surname/up": -2.82, "both_surname/shout": -2.36,
    "both_elsewhere/low": -0.67, "both_elsewhere/start": 2, "both_elsewhere/mid": 2.1,
    "both_elsewhere/up": -0.98, "both_elsewhere/shout": -0.15,
    "word/low": -9, "word/start": -6.29, "word/mid": -3.4, "word/up": -5.64, "word/shout": -9,
    "word_elsewhere/low": -9, "word_elsewhere/start": -3, "word_elsewhere/mid": -0.23,
    "word_elsewhere/up": -4.68, "word_elsewhere/shout": -9,
    "place_name/low": -0.2, "place_name/start": 1.01, "place_name/mid": 0.76,
    "place_name/up": -1.35, "place_name/shout": -0.28,
    "place/low": -1.93, "place/start": -2.25, "place/mid": -1.46, "place/up": -4, "place/shout": -1.94,
    "proper/low": -4.05, "proper/start": -3.63, "proper/mid": -2.1, "proper/up": -5, "proper/shout": -3.65,
    "thing_given/low": -3.5, "thing_given/start": -1.05, "thing_given/mid": -2.65,
    "thing_given/up": -4.07, "thing_given/shout": -3.03,
    "thing_surname/low": -3.89, "thing_surname/start": -3.13, "thing_surname/mid": -2.35,
    "thing_surname/up": -5, "thing_surname/shout": -3.59,
    "known_thing/low": -6.64, "known_thing/start": -5.25, "known_thing/mid": -5.16,
    "known_thing/up": -7.03, "known_thing/shout": -6.69,
    "seldom/low": -4.48, "seldom/start": -2.9, "seldom/mid": -1.7, "seldom/up": -4.06, "seldom/shout": -5.22,
    "initial/low": -9, "initial/start": -4.07, "initial/mid": -2.97, "initial/up": -2.5, "initial/shout": -5.42,
    "initials/low": -9, "initials/start": 0.25, "initials/mid": 2.06, "initials/up": 0, "initials/shout": -3,
    "function/low": -12, "function/start": -12, "function/mid": -12, "function/up": -12, "function/shout": -12,
    # What else is known of it, and what stands around it
    "after_colon": 2.9, "after_comma": 0, "alone": -0.77, "articles_before": -0.63, "bare": -0.88,
    "beside_thing_after": -1.03, "beside_thing_before": -1.52, "both_word_1_given_2": 0.69,
    "both_word_1_given_3": 1.01, "both_word_2_given_2": 0.26, "both_word_2_given_3": 0.24,
    "both_word_3_given_2": -0.74, "both_word_3_given_3": -0.68, "calls_before": 2.34, "capital_after": 1.39,
    "capital_before": 0.41, "capital_word_after": -0.3, "capital_word_before": -0.54, "comma_after": 0.74,
    "deed_after": 1.18, "determiners_before": -2.97, "done_to_before": 0.46, "either_alone_after_preposition": 0.23,
    "either_as_object": 1.8, "either_as_subject": 1.34, "either_done_to": 0.66, "either_in_pair": 0.94,
    "explained": 1.08, "first": 0.31, "given_1": -0.01, "given_2": -0.11, "given_3": 2.31, "glued": -0.84,
    "handle": 1, "honorific_before": 4.2, "in_address": 0.34, "in_institution": -3.6, "initial_after": 0.01,
    "initial_before": 1.88, "introduced": 0.17, "is_thing_word": -3.42, "joins_before": 0.5, "last": -0.13,
    "le_before": -1.31, "listed_far_with_thing": -2.06, "listed_with_either": 1.34, "listed_with_name": 1.5,
    "listed_with_thing": -4.34, "listed_with_words": -2.29, "motion_a": -1.61, "name_after": 0.26,
    "name_before": 2.28, "named_after": -6.46, "namelike_after": -0.38, "namelike_before": 1.09, "nickname": 1.7,
    "noun_before": -0.89, "number_after": -0.45, "number_before": -0.82, "owned": -0.1, "owner_of": 1.59,
    "personal_a": 1.46, "personal_al": 1.88, "place_as_place": -3.5, "place_with_place": -1.38,
    "place_within": -4.05, "places_before": -0.82, "role_before": 1.96, "row_with_brand": -1.22,
    "row_with_head": -1.01, "row_with_thing": -1.14, "signature": 1.99, "surname_1": -0.03, "surname_2": -0.33,
    "surname_3": 0.77, "the_before": -3.03, "thing_after": -2.97, "thing_before": -5.25, "within_before": -3.61,
    "word_1": 1.88, "word_2": 1.05, "word_3": -0.54,
}  # fmt: skip
