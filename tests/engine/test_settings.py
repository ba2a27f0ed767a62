"""What an installation may choose is looked at before anything starts."""

import pytest

from engine import settings


@pytest.mark.parametrize("address", ["", "https://voorbeeld.nl/privacy", "http://intern:8080/p"])
def test_a_web_address_of_a_privacy_statement_is_taken(address):
    assert settings.from_environment({"REGIE_PRIVACY": address}).privacy == address


@pytest.mark.parametrize(
    "wrong", ["voorbeeld.nl/privacy", "javascript:alert(1)", "https://", "http://[", "https://a\nb"]
)
def test_anything_else_is_refused_with_the_name_of_the_setting(wrong):
    with pytest.raises(settings.InvalidSetting) as refused:
        settings.from_environment({"REGIE_PRIVACY": wrong})

    assert refused.value.sentence("nl").startswith("De instelling REGIE_PRIVACY is ")
