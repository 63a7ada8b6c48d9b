"""Courtesies that people borrow whatever they speak."""

COURTESIES = (
    "please|thank you|thanks|thank you very much|sorry|hello|hi|good morning|grazie|grazie mille|per favore|per cortesia|prego"
    "|buongiorno|buonasera|salve|ciao|gracias|muchas gracias|por favor|buenos dias|buenas tardes|hola|merci|merci beaucoup"
    "|merci bien|s'il vous plait|s'il te plait|bonjour|bonsoir|bitte|bitte schon|danke|danke schon|vielen dank|guten tag|hallo"
    "|obrigado|obrigada|muito obrigado|muito obrigada|se faz favor|bom dia|boa tarde|ola|okay|ok|right|yes please"
)  # fmt: skip
"""Said before or after an answer, in any language: people borrow them."""
