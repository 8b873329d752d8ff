using System.Text.RegularExpressions;

namespace Weft.FileTests.FileCheck;

/// <summary>Matches directives against an input, as LLVM's FileCheck does for the directives that we use.</summary>
public sealed class FileChecker
{
    private readonly string _input;
    private readonly Dictionary<string, string> _variables = [];

    private FileChecker(string input) => _input = CheckFile.Canonical(input);

    /// <summary>What is wrong, or null when the input is as the directives say.</summary>
    public static string? Check(string input, IReadOnlyList<CheckDirective> directives)
    {
        if (directives.Count == 0) return "no check strings found";
        return new FileChecker(input).Run(directives);
    }

    private string? Run(IReadOnlyList<CheckDirective> directives)
    {
        var position = 0;
        for (var i = 0; i < directives.Count;)
        {
            var label = i;
            while (label < directives.Count && directives[label].Kind != CheckKind.Label) label++;
            // A label is found first, so that a mismatch before it cannot run into the part behind it.
            var match = label < directives.Count ? directives[label].Pattern.Find(_input, position, _input.Length, _variables) : null;
            if (label < directives.Count && match is null)
                return Failure(directives[label], position, "expected string not found in input");
            var part = directives.Skip(i).Take(label - i).ToList();
            if (CheckPart(part, position, match?.Index ?? _input.Length) is { } mistake) return mistake;
            position = match is null ? _input.Length : match.Index + match.Length;
            i = label + 1;
        }

        return null;
    }

    private string? CheckPart(List<CheckDirective> directives, int position, int end)
    {
        var forbidden = new List<CheckDirective>();
        for (var i = 0; i < directives.Count; i++)
        {
            var directive = directives[i];
            if (directive.Kind == CheckKind.Not)
            {
                forbidden.Add(directive);
                continue;
            }

            var count = 1;
            if (directive.Kind == CheckKind.Dag)
                while (i + count < directives.Count && directives[i + count].Kind == CheckKind.Dag) count++;
            var found = directive.Kind == CheckKind.Dag
                ? FindDags(directives.GetRange(i, count), position, end)
                : FindOne(directive, position, end);
            if (found.Mistake is not null) return found.Mistake;
            if (CheckAbsent(forbidden, position, found.Start) is { } mistake) return mistake;
            forbidden.Clear();
            position = found.End;
            i += count - 1;
        }

        return CheckAbsent(forbidden, position, end);
    }

    private readonly record struct Found(int Start, int End, string? Mistake = null);

    private Found FindOne(CheckDirective directive, int position, int end)
    {
        if (directive.Kind == CheckKind.Empty) return FindEmptyLine(directive, position, end);
        var (start, next) = (-1, position);
        for (var i = 0; i < directive.Repeat; i++)
        {
            if (Find(directive, next, end) is not { } match) return NotFound(directive, next);
            if (start < 0) start = match.Index;
            next = match.Index + match.Length;
        }

        var lines = _input.AsSpan(position, start - position).Count('\n');
        if (directive.Kind == CheckKind.Next && lines != 1)
            return new(
                start, next,
                Failure(directive, start, lines == 0
                ? "is on the same line as previous match" : "is not on the line after the previous match"));
        if (directive.Kind == CheckKind.Same && lines != 0)
            return new(start, next, Failure(directive, start, "is not on the same line as the previous match"));
        return new(start, next);
    }

    private Found FindEmptyLine(CheckDirective directive, int position, int end)
    {
        var line = _input.IndexOf('\n', position, end - position);
        if (line >= 0 && line + 1 <= _input.Length && (line + 1 == _input.Length || _input[line + 1] == '\n'))
            return new(line + 1, line + 1);
        return new(position, position, Failure(directive, position, "the next line is not empty"));
    }

    // Each pattern takes the first free place behind the group's start.
    private Found FindDags(List<CheckDirective> group, int position, int end)
    {
        var taken = new List<(int Start, int End)>();
        foreach (var directive in group)
        {
            var from = position;
            while (true)
            {
                if (Find(directive, from, end) is not { } match) return NotFound(directive, from);
                var (start, stop) = (match.Index, match.Index + match.Length);
                var overlap = taken.FindIndex(t => start < t.End && t.Start < stop);
                if (overlap < 0)
                {
                    taken.Add((start, stop));
                    break;
                }

                from = taken[overlap].End;
            }
        }

        return new(taken.Min(t => t.Start), taken.Max(t => t.End));
    }

    private string? CheckAbsent(List<CheckDirective> forbidden, int start, int end)
    {
        foreach (var directive in forbidden)
            if (directive.Pattern.Find(_input, start, end, new(_variables)) is { } match)
                return Failure(directive, match.Index, "excluded string found in input");
        return null;
    }

    private Match? Find(CheckDirective directive, int start, int end) => directive.Pattern.Find(_input, start, end, _variables);

    private Found NotFound(CheckDirective directive, int position) => new(position, position, Failure(directive, position,
        directive.Pattern.Undefined(_variables) is { } name ? $"uses undefined variable '{name}'" : "expected string not found in input"));

    private string Failure(CheckDirective directive, int position, string what)
    {
        var line = _input.AsSpan(0, position).Count('\n') + 1;
        var nearby = string.Join('\n', _input.Split('\n').Skip(line - 1).Take(5).Select((text, i) => $"  {line + i}: {text}"));
        return $"line {directive.Line}: {directive.Name}: {what}: {directive.Pattern.Text}\nscanning from here:\n{nearby}";
    }
}
