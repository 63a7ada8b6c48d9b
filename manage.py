#!/usr/bin/env python
"""Commands of the product; `python manage.py help` lists them."""

import sys


def main() -> None:
    from omnia.command_line import run

    run(sys.argv)


if __name__ == "__main__":
    main()
