"""What the photos of a subject are called: with its word, and as if they showed any other of its class."""

from __future__ import annotations

from collections.abc import Sequence

from core.contract.teaching import DreamBoothConfig, filled, has_word, instead


class PhotoWords:
    """By the photos' numbers. What a caption says comes behind the prompt, or is all where it has the token."""

    def __init__(self, config: DreamBoothConfig, captions: Sequence[str]) -> None:
        self._token, self._noun = config.token, config.class_noun
        self._captions = [caption.strip() for caption in captions]
        self.subject = filled(config.prompt, self._token, self._noun)
        self.class_prompt = filled(config.class_prompt, self._token, self._noun)

    def __len__(self) -> int:
        return len(self._captions)

    def named(self, number: int) -> str:
        """What it is called."""
        caption = self._captions[number]
        return caption if has_word(caption, self._token) else _behind(self.subject, caption)

    def plain(self, number: int) -> str:
        """The same of any other of its class.

        All that the caption says besides stays, so that only the token can come to mean the subject.
        """
        caption = self._captions[number]
        if not has_word(caption, self._token):
            return _behind(self.class_prompt, caption)
        shortened = instead(caption, f"{self._token} {self._noun}", self._noun)
        return instead(shortened, self._token, self._noun)


def _behind(name: str, caption: str) -> str:
    return f"{name}, {caption}" if caption else name
