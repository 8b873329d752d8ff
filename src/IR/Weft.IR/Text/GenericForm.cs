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
        if (name.Length == 0) return _tokens.Fail<Operation>("empty operation name is invalid");
        if (name.IndexOf('\0') >= 0) return _tokens.Fail<Operation>("null character not allowed in operation name");
        _tokens.Advance();
        var info = parser.Context.FindOp(name);
        if (info is null)
        {
            // A dialect that knows its operations is asked by the verifier.
            info = parser.Context.UnregisteredOp(name);
            if (!parser.Context.AllowUnregistered && parser.Context.FindDialect(info.Dialect) is null)
                return _tokens.Fail<Operation>(
                    "operation being parsed with an unregistered dialect. If this is intended, "
                    + "please use -allow-unregistered-dialect with the MLIR tool used");
        }

        var state = parser.Begin(info, token.Start);
        state.ImpliesTerminators = false;
        return ParseRest(state, out var properties) && (properties is null || SetProperties(state, properties))
            ? parser.Build(state) : null;
    }

    private bool ParseRest(OperationState state, out Attribute? properties)
    {
        properties = null;
        var operands = new List<UnresolvedOperand>();
        if (!_tokens.Expect(TokenKind.LeftParen, "expected '(' to start operand list") || !parser.Operands.ParseList(operands)
            || !_tokens.Expect(TokenKind.RightParen, "expected ')' to end operand list")) return false;
        if (_tokens.Is(TokenKind.LeftSquare) && state.Info.IsRegistered && !state.Info.Has(OpTraits.IsTerminator))
            return _tokens.Error("successors in non-terminator");
        if (_tokens.Accept(TokenKind.LeftSquare) && !ParseSuccessors(state)) return false;
        if (_tokens.Accept(TokenKind.Less) && ((properties = parser.Attributes.Parse()) is null
            || !_tokens.Expect(TokenKind.Greater, "expected '>' to close properties"))) return false;
        if (_tokens.Is(TokenKind.LeftParen) && !ParseRegions(state)) return false;
        if (_tokens.Is(TokenKind.LeftBrace) && !parser.ParseAttrDict(state, isChecked: properties is null)) return false;
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
        if (_tokens.Is(TokenKind.RightSquare)) return _tokens.ErrorBefore("expected list element");
        do
        {
            if (parser.ParseSuccessor() is not { } block) return false;
            state.Successors.Add(block);
        }
        while (_tokens.Accept(TokenKind.Comma));
        return _tokens.Expect(TokenKind.RightSquare, "expected ',' or ']'");
    }

    // Entries that the operation does not know are dropped, and so are discardable attributes of the wrong kind for a property: as in MLIR.
    private bool SetProperties(OperationState state, Attribute properties)
    {
        if (!state.Info.IsRegistered)
        {
            state.Properties[0] = properties;
            return true;
        }

        if (state.Info.Properties.IsEmpty) return Invalid("this operation does not support properties");
        if (properties is not DictionaryAttr dictionary) return Invalid("expected DictionaryAttr to set properties");
        AttributeDeclaration? bad = null;
        foreach (var attribute in state.Info.Declaration.Attributes)
        {
            ref var property = ref state.Properties[state.Info.PropertyIndex(attribute.Name)];
            if (property is not null && !attribute.Stores(property)) property = null;
            if (dictionary[attribute.Name] is not { } value) continue;
            property = value;
            // Of several the one that is first by name.
            if (!attribute.Stores(value) && (bad is null || string.CompareOrdinal(attribute.Name, bad.Name) < 0)) bad = attribute;
        }

        if (bad is not null) return Invalid($"Invalid attribute `{bad.Name}` in property conversion: {dictionary[bad.Name]}");
        return SegmentSizes.Set(state, dictionary) is not { } mistake || Invalid(mistake);

        bool Invalid(string why) =>
            _tokens.Report(Diagnostic.Error(state.Location, $"invalid properties {properties} for op {state.Info.Name}: {why}"));
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
