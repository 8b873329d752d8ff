using System.Linq;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace Weft.Frontend.CSharp;

/// <summary>What a method's documentation says in short; it travels with the kernel. Read from the comment itself, since the
/// compiler parses it only for projects that write documentation files.</summary>
internal static class DocComment
{
    public static string SummaryOf(SyntaxNode method)
    {
        var comment = method.GetLeadingTrivia().ToFullString();
        if (!comment.Contains("///")) return "";
        var xml = new StringBuilder("<doc>");
        foreach (var line in comment.Split('\n'))
            if (line.TrimStart() is ['/', '/', '/', .. var text])
                xml.Append(text).Append(' ');
        try
        {
            var summary = XElement.Parse(xml.Append("</doc>").ToString()).Element("summary");
            var text = summary is null ? "" : string.Concat(summary.DescendantNodes().Select(TextOf));
            return string.Join(" ", text.Split(Blanks, System.StringSplitOptions.RemoveEmptyEntries));
        }
        catch (XmlException)
        {
            return "";
        }
    }

    private static readonly char[] Blanks = [' ', '\t', '\r', '\n'];

    // References such as <paramref name="a"/> have their text in an attribute.
    private static string TextOf(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { IsEmpty: true } element => element.FirstAttribute?.Value.Split('.').Last() ?? "",
        _ => "",
    };
}
