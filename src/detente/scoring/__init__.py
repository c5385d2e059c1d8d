"""How forecasts fared: scoring rules, the ledger of frozen forecasts, the backtest."""
