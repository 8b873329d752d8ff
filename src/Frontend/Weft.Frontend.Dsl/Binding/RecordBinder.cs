using System.Collections.Immutable;
using Weft.Frontend.Dsl.BoundTree;
using Weft.Frontend.Dsl.Symbols;
using Weft.Frontend.Dsl.Syntax;
using Weft.IR;

namespace Weft.Frontend.Dsl.Binding;

/// <summary>Records: their values, their fields, and their assignment scalar by scalar.</summary>
internal sealed class RecordBinder(ExpressionBinder expressions)
{
    private readonly BodyContext _context = expressions.Context;

    /// <summary><c>Particle { pos: p, mass: 1 }</c>: each field once, in any order.</summary>
    public BoundExpression BindValue(RecordValueSyntax syntax)
    {
        if (_context.Program.Records.Find(syntax.Record.Text) is not { } record)
            return expressions.Fail(
                syntax.Record,
                DslDiagnostics.UnknownRecord,
                syntax.Record.Text,
                Suggestion.For(syntax.Record.Text, _context.Program.Records.Names));
        Dictionary<string, ImmutableArray<BoundExpression>?> values = [];
        foreach (var field in syntax.Fields)
        {
            if (record.Find(field.Name.Text) is not var (declared, _)) NoField(field.Name, record);
            else if (values.ContainsKey(field.Name.Text)) expressions.Fail(field.Name, DslDiagnostics.FieldTwice, field.Name.Text);
            else values[field.Name.Text] = expressions.BindLeaves(field.Value, declared.Type);
        }

        var missing = record.Fields.Where(field => !values.ContainsKey(field.Name)).Select(field => $"{field.Name}: {field.Type}").ToList();
        var isWhole = syntax.Fields.Length == values.Count && values.Values.All(value => value is not null);
        if (isWhole && missing.Count > 0)
            return expressions.Fail(syntax, DslDiagnostics.FieldsMissing, record.Name, string.Join(", ", missing));
        var location = _context.LocationOf(syntax);
        return isWhole
            ? new BoundRecord(new(record, []), [.. record.Fields.SelectMany(field => values[field.Name]!.Value)], location)
            : new BoundError(location);
    }

    /// <summary><c>p.pos</c></summary>
    public BoundExpression BindMember(MemberSyntax syntax)
    {
        var target = expressions.Bind(syntax.Target);
        switch (target)
        {
            case BoundError:
                return target;
            case BoundRecord record:
                return record.Field(syntax.Member.Text) ?? NoField(syntax.Member, record.Record.Record);
            default:
                return expressions.Fail(
                    syntax.Member, DslDiagnostics.NoMembers, expressions.TextOf(syntax.Target), target.Type, syntax.Member.Text);
        }
    }

    /// <summary>A value of a certain record; null, reported, where it is something else.</summary>
    public BoundRecord? BindAs(ExpressionSyntax syntax, RecordType wanted)
    {
        var value = expressions.Bind(syntax);
        if (value is BoundError) return null;
        if (value is BoundRecord record && record.Record.IsSameKind(wanted)) return record;
        expressions.Fail(
            syntax,
            DslDiagnostics.TypeMismatch,
            wanted,
            value.Type,
            $"a value is written '{wanted.Record.Name} {{ {wanted.Record.Fields[0].Name}: ..., ... }}'");
        return null;
    }

    /// <summary>Of a record whose own fields are wrong, nothing is said here.</summary>
    public BoundError NoField(NameSyntax name, RecordSymbol record)
    {
        var fields = record.Fields.Select(field => field.Name).ToList();
        return fields.Count == 0
            ? new(_context.LocationOf(name))
            : expressions.Fail(
                name, DslDiagnostics.NoField, record.Name, name.Text, Suggestion.For(name.Text, fields), string.Join(", ", fields));
    }

    /// <summary>Gives names to scalars, so that none changes while others are assigned.</summary>
    public static ImmutableArray<BoundExpression> Hold(ImmutableArray<BoundExpression> values, List<BoundStatement> statements)
    {
        if (values.Length == 1) return values;
        var held = ImmutableArray.CreateBuilder<BoundExpression>();
        foreach (var value in values)
        {
            var variable = new VariableSymbol("value", value.Type, VariableKind.Let, value.Location);
            statements.Add(new BoundDeclaration(variable, value, value.Location));
            held.Add(new BoundVariable(variable, value.Location));
        }

        return held.ToImmutable();
    }
}
