using System.Collections.Generic;

namespace Weft.IR.Text;

/// <summary>Reads operations in the form that all have: <c>"name"(operands)[successors] &lt;{properties}&gt; (regions) {attributes} :
/// type</c>.</summary>
internal sealed class GenericForm(IrParser parser)
{
    private readonly TokenReader _tokens = parser.Tokens;

    public Operation? Parse()
    {
        var token = _tokens.Current;
        var name = _tokens.StringValue(token);
        _tokens.Advance();
        if (name.Length == 0)
        {
            _tokens.Error("empty operation name is invalid");
            return null;
        }

        var info = parser.Context.FindOp(name);
        if (info is null)
        {
            if (!parser.Context.AllowUnregistered || parser.Context.FindDialect(DialectOf(name)) is not null)
            {
                _tokens.ErrorAt(token.Start, UnregisteredMessage(name));
                return null;
            }

            info = parser.Context.UnregisteredOp(name);
        }

        var state = parser.Begin(info, token.Start);
        return ParseRest(state) ? parser.Build(state) : null;
    }

    private string UnregisteredMessage(string name)
    {
        var dialect = DialectOf(name);
        return parser.Context.FindDialect(dialect) is null
            ? "operation being parsed with an unregistered dialect. "
                + "If this is intended, please use -allow-unregistered-dialect with the MLIR tool used"
            : $"unregistered operation '{name}' found in dialect ('{dialect}') that does not allow unknown operations";
    }

    private static string DialectOf(string name) => name.IndexOf('.') is >= 0 and var dot ? name.Substring(0, dot) : name;

    private bool ParseRest(OperationState state)
    {
        var operands = new List<UnresolvedOperand>();
        if (!_tokens.Expect(TokenKind.LeftParen, "expected '(' to start operand list") || !parser.Operands.ParseList(operands)
            || !_tokens.Expect(TokenKind.RightParen, "expected ')' to end operand list")) return false;
        if (_tokens.Is(TokenKind.LeftSquare) && state.Info.IsRegistered && !state.Info.Has(OpTraits.IsTerminator))
            return _tokens.Error("successors in non-terminator");
        if (_tokens.Accept(TokenKind.LeftSquare) && !ParseSuccessors(state)) return false;
        if (_tokens.Accept(TokenKind.Less) && !ParseProperties(state)) return false;
        if (_tokens.Is(TokenKind.LeftParen) && !ParseRegions(state)) return false;
        if (_tokens.Is(TokenKind.LeftBrace) && !parser.ParseAttrDict(state)) return false;
        if (!_tokens.Expect(TokenKind.Colon, "expected ':' followed by operation type")) return false;
        var typeStart = _tokens.Current.Start;
        if (parser.Types.Parse() is not { } type) return false;
        if (type is not FunctionType function) return _tokens.ErrorAt(typeStart, "expected function type");
        if (function.Inputs.Count != operands.Count)
            return _tokens.ErrorAt(
                typeStart, $"expected {operands.Count} operand type{(operands.Count == 1 ? "" : "s")} but had {function.Inputs.Count}");
        state.ResultTypes.AddRange(function.Results);
        return parser.Operands.Resolve(operands, function.Inputs, state.Operands);
    }

    private bool ParseSuccessors(OperationState state)
    {
        do
        {
            if (parser.ParseSuccessor() is not { } block) return false;
            state.Successors.Add(block);
        }
        while (_tokens.Accept(TokenKind.Comma));
        return _tokens.Expect(TokenKind.RightSquare, "expected ']'");
    }

    private bool ParseProperties(OperationState state)
    {
        var start = _tokens.Current.Start;
        if (parser.Attributes.Parse() is not { } properties || !_tokens.Expect(TokenKind.Greater, "expected '>' to close properties"))
            return false;
        if (!state.Info.IsRegistered)
        {
            state.Properties[0] = properties;
            return true;
        }

        if (properties is not DictionaryAttr dictionary) return _tokens.ErrorAt(start, "expected DictionaryAttr to set properties");
        foreach (var entry in dictionary.Entries) state.SetAttribute(entry.Name, entry.Value);
        return true;
    }

    private bool ParseRegions(OperationState state)
    {
        _tokens.Advance();
        do
        {
            if (!parser.ParseWrittenRegion(state.AddRegion(), state.Info, null)) return false;
        }
        while (_tokens.Accept(TokenKind.Comma));
        return _tokens.Expect(TokenKind.RightParen, "expected ')' to end region list");
    }
}
